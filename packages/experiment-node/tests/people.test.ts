import { describe, expect, it } from 'vitest';
import { opened, run, runOf } from './running.ts';
import { STUDY, studyFolder } from './support.ts';

const trainedOn = (names: string) => STUDY.replace('name: mirror,', `name: mirror, trainedOn: ${names},`);

describe('people that a network has been trained on', () => {
  it('are told where they are those of the data', async () => {
    const { notes } = await opened(await studyFolder({ study: trainedOn('[the town, another town]') }));
    expect(notes.filter((note) => note.includes('trained'))).toMatchInlineSnapshot(`
      [
        "mirror was trained on the town, as its card says, and A list is drawn from The Town (A census, 1999): unless these images and their patients were kept from its training, its figures are of what it has seen; report on a split that was kept from it, or on other people",
      ]
    `);
    const others = await opened(await studyFolder({ study: trainedOn('[another town]') }));
    expect(others.notes.filter((note) => note.includes('trained'))).toEqual([]);
  });

  it('are in the lock', async () => {
    const { out } = await run({ study: trainedOn('[the town]') });
    const { lock, rawLock } = await runOf(out);
    expect(lock.data.people).toEqual({ from: 'The Town', source: { text: 'A census, 1999' } });
    expect(rawLock).toMatchObject({ models: [{ trainedOn: ['the town'] }] });
  });
});
