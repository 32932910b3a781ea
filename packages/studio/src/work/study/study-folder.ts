import { CamscopeError } from '@camscope/core';
import type { Content } from '@camscope/files-memory';
import { webCodec } from '@camscope/images-web';
import { cocoText } from '../export/coco.ts';
import { bytesOf } from '../images.ts';
import { fetched, type PhantomShelf } from '../phantoms.ts';
import type { StudyRequest } from './api.ts';
import { IMAGES, PHANTOM_FINDINGS, STUDY, studyText } from './study-text.ts';

/** The files of a study, by their absolute paths; its folder is `/`. */
export async function studyFolder(request: StudyRequest, shelf: PhantomShelf): Promise<Map<string, Content>> {
  const { data, network } = request;
  const files = new Map<string, Content>();
  const put = (name: string, content: Content) => {
    const path = `/${name}`;
    if (files.has(path)) throw namedTwice(name);
    files.set(path, content);
  };
  const { file, content, card } =
    'phantom' in network
      ? { file: `${network.phantom}.onnx`, content: await shelf.network(network.phantom), card: undefined }
      : { file: network.name, content: network.content, card: network.card };
  const cardFile = card === undefined ? undefined : `${file.replace(/\.onnx$/i, '')}.card.yaml`;
  put(STUDY, textOf(studyText(request, { file, ...(cardFile && { card: cardFile }) })));
  put(file, content);
  if (cardFile) put(cardFile, textOf(card!));
  if (data) {
    put(data.annotations.name, data.annotations.content);
    for (const { name, content } of data.radiographs) put(`${IMAGES}/${name}`, content);
  } else for (const [name, content] of await phantoms(shelf)) put(name, content);
  return files;
}

/** The phantoms that come along, and what is known of them. */
async function phantoms(shelf: PhantomShelf): Promise<[string, Content][]> {
  const all = await Promise.all(
    (await shelf.radiographs()).map(async ({ name, file, drawn }) => {
      const content = await fetched(file);
      const { width, height } = await webCodec.decode(await bytesOf(content, name), name);
      return { name, content, drawn, width, height };
    }),
  );
  const findings = all.flatMap(({ name: image, drawn }) =>
    drawn.flatMap(({ label, reader, boxes }) =>
      boxes.map((box) => ({ image, label, annotator: reader, shape: { box } })),
    ),
  );
  return [
    ...all.map(({ name, content }): [string, Content] => [`${IMAGES}/${name}`, content]),
    [PHANTOM_FINDINGS, textOf(cocoText(all, findings))],
  ];
}

function textOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function namedTwice(name: string): CamscopeError {
  return new CamscopeError('CONFIG_INVALID', `Two of the files are called ${name}`, {
    fix: 'Give one of them another name: a study is a folder of files',
  });
}
