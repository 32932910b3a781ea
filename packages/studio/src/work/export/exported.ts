import { floatTensor } from '@camscope/core';
import { encodeNpy } from '@camscope/pipeline/maps';
import type { ExportedFile, ExportFormat } from '../api.ts';
import { boxesCsv } from './boxes.ts';
import { cocoOf, drawnFindings, regionFindings } from './coco.ts';
import { drawingOf, pictureOf } from './pictures.ts';
import { stemOf, type ShownMap, type ShownScene } from './scene.ts';

/** The files of a scene in a format. */
export function exportedFiles(scene: ShownScene, format: ExportFormat): Promise<ExportedFile[]> {
  return WRITERS[format](scene);
}

const eachMap =
  (write: (map: ShownMap, scene: ShownScene) => Promise<ExportedFile[]>) => async (scene: ShownScene) =>
    (await Promise.all(scene.maps.map((map) => write(map, scene)))).flat();

const WRITERS: Record<ExportFormat, (scene: ShownScene) => Promise<ExportedFile[]>> = {
  png: eachMap(async (map, scene) => [file(`${stemOf(map)}.png`, 'image/png', await pictureOf(map, scene))]),
  svg: eachMap(async (map, scene) => [
    file(`${stemOf(map)}.svg`, 'image/svg+xml', await drawingOf(map, scene)),
  ]),
  npy: eachMap(async (map) => arraysOf(map)),
  csv: async (scene) => [file('boxes.csv', 'text/csv', boxesCsv(scene))],
  coco: async (scene) => [
    file(
      'boxes.json',
      'application/json',
      cocoOf(scene, [...drawnFindings(scene), ...regionFindings(scene)]),
    ),
  ],
  study: async (scene) => {
    const { ANNOTATIONS, studyText } = await import('./study.ts');
    const images = new Map(scene.maps.map(({ image }) => [image.name, image.file]));
    return [
      file('study.yaml', 'text/yaml', studyText(scene)),
      file(ANNOTATIONS, 'application/json', cocoOf(scene, drawnFindings(scene))),
      ...[...images].map(([name, content]) => ({ name, type: content.type, content })),
    ];
  },
};

/** The raw map and the finished one, as the command line writes them. */
function arraysOf(map: ShownMap): ExportedFile[] {
  const { raw, finished } = map.held;
  const { width, height, data } = finished.map;
  const dims = raw.dims[0] === 1 ? raw.dims.slice(1) : raw.dims;
  return [
    file(`${stemOf(map)}.raw.npy`, NPY, encodeNpy(floatTensor(raw.data, dims))),
    file(`${stemOf(map)}.npy`, NPY, encodeNpy(floatTensor(data, [height, width]))),
  ];
}

const NPY = 'application/octet-stream';

function file(name: string, type: string, content: Uint8Array | string): ExportedFile {
  return { name, type, content: new Blob([content as BlobPart], { type }) };
}
