import { optionsInWords } from '@camscope/core';
import type { DatasetFixture } from './fixture.ts';
import { mustEqual, type Check } from '../kinds/runner.ts';
import { copyOf, refused, type Copy } from './opened.ts';

/** What a reader does about files that are not there. */
export function missingChecks(fixture: DatasetFixture): Check[] {
  const without = async (): Promise<{ copy: Copy; id: string }> => {
    const copy = await copyOf(fixture);
    const [[id, file]] = Object.entries(copy.written.images);
    await copy.remove(file);
    return { copy, id };
  };
  // What `@camscope/datasets-common` offers; a reader of its own may know no other way than the error.
  const takesMissing = optionsInWords(fixture.reader.options).some(({ name }) => name === 'missing');
  const skipped: Check = {
    name: "with missing: 'skip' it is passed over with a note",
    async run() {
      const { copy, id } = await without();
      const { samples, notes } = await copy.open({ missing: 'skip' });
      if (samples.some((sample) => sample.id === id)) throw new Error(`${id} is still a sample`);
      if (!notes.some((note) => note.includes(id))) throw new Error(`no note names ${id}`);
    },
  };
  return [
    {
      name: 'an image that is not there is an error that names it and says what to do',
      async run() {
        const { copy, id } = await without();
        const error = await refused(copy.open(), 'an image that is not there');
        mustEqual(error.code, 'FILE_UNREADABLE', 'the code of the error');
        if (!error.message.includes(id)) throw new Error(`the error does not name ${id}: ${error.message}`);
        if (!error.details.fix) throw new Error('the error does not say what to do');
      },
    },
    ...(takesMissing ? [skipped] : []),
    {
      name: 'where the data are looked at alone it is told, and stays',
      async run() {
        const { copy, id } = await without();
        const { samples, missing } = await copy.open({}, { lookOnly: true });
        mustEqual(missing, [id], 'the missing images');
        if (!samples.some((sample) => sample.id === id)) throw new Error(`${id} is no sample`);
      },
    },
    {
      name: 'a file of annotations that is not there is an error that names it',
      async run() {
        const copy = await copyOf(fixture);
        const [file] = [...(copy.written.tables ?? []), ...(copy.written.json ?? [])];
        if (file === undefined) return;
        await copy.remove(file);
        const error = await refused(copy.open(), `without ${file}`);
        mustEqual(error.code, 'FILE_UNREADABLE', 'the code of the error');
        if (!error.message.includes(file)) throw new Error(`the error does not name ${file}`);
      },
    },
  ];
}
