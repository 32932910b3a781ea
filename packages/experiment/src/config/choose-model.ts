import { CamscopeError, type ModelCard } from '@camscope/core';
import { placed, withPlace } from './check.ts';
import { readCard } from './read-card.ts';
import type { StudyFile } from './read-study.ts';
import type { ChosenModel } from './study.ts';
import type { Path } from './yaml-source.ts';

/**
 * A network of the study with its card, over whose fields those in the study go.
 * @throws CamscopeError FILE_UNREADABLE, CONFIG_INVALID.
 */
export async function chooseModel(
  { source, config, directory, machine }: StudyFile,
  index: number,
): Promise<ChosenModel> {
  const { files } = machine;
  const path = ['models', index];
  const { card: cardFile, ...own } = config.models[index];
  const inline: ModelCard =
    own.file === undefined
      ? own
      : { ...own, file: placed(source, [...path, 'file'], () => machine.locate(own.file!, directory)) };
  const card =
    cardFile === undefined
      ? {}
      : await existing(files.resolve(directory, cardFile), [...path, 'card']).then((file) =>
          readCard(files, file),
        );
  const merged = { ...card, ...inline };
  if (merged.file === undefined) {
    throw new CamscopeError('CONFIG_INVALID', `models[${index}] names no ONNX file`, {
      at: source.at(path),
      fix: "Give 'file', or a 'card' that names one",
    });
  }
  const owner = own.file === undefined && cardFile !== undefined ? 'card' : 'file';
  return { file: await existing(merged.file, [...path, owner]), card: merged, path };

  async function existing(file: string, where: Path): Promise<string> {
    await files.readPart(file, 0, 0).catch((error: unknown) => {
      throw withPlace(error, source.at(where));
    });
    return file;
  }
}
