import { polygonOfBox, type Polygon } from '@camscope/core';
import { webCodec } from '@camscope/images-web';
import { overlay, type ColourMapName } from '@camscope/pixels';
import { hottestOf } from '../../viewer/window.ts';
import type { Shape } from '../api.ts';
import type { ShownMap, ShownScene } from './scene.ts';

/** The image in the scene's window with the map laid over it, PNG of the image's size. */
export function pictureOf(map: ShownMap, scene: ShownScene): Promise<Uint8Array> {
  const { colourMap, opacity, cut, window, reach = 1 } = scene;
  const { map: heat } = map.held.finished;
  const look = {
    colourMap: colourMap as ColourMapName,
    opacity,
    cut,
    window,
    hottest: hottestOf(heat.data, reach),
  };
  return webCodec.encodePng(overlay(map.image.raster, heat, look));
}

/** The same as an SVG: the picture, and over it as lines the regions and what was drawn. */
export async function drawingOf(map: ShownMap, scene: ShownScene): Promise<string> {
  const { width, height } = map.image.raster;
  const lines = [
    ...(map.segmentation?.regions ?? []).map(({ box, contours }) =>
      outlineOf('region', contours ?? [polygonOfBox(box)]),
    ),
    ...scene.shapes.map((shape) => outlineOf('drawn', [polygonOf(shape)])),
  ];
  const thickness = Math.max(1, Math.round(Math.max(width, height) / 512));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(`${map.image.name}: ${map.held.method}, ${map.held.label}`)}</title>`,
    `<style>path { fill: none; stroke-width: ${thickness} } .region { stroke: #fff } .drawn { stroke: #0ff }</style>`,
    `<image width="${width}" height="${height}" href="data:image/png;base64,${base64(await pictureOf(map, scene))}"/>`,
    ...lines,
    '</svg>\n',
  ].join('\n');
}

export function polygonOf(shape: Shape): Polygon {
  return 'box' in shape ? polygonOfBox(shape.box) : shape.polygon;
}

function outlineOf(kind: string, contours: readonly Polygon[]): string {
  const path = contours.map((contour) => `M${contour.map(([x, y]) => `${x} ${y}`).join('L')}Z`).join('');
  return `<path class="${kind}" d="${path}"/>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2 ** 14)
    text += String.fromCharCode(...bytes.subarray(i, i + 2 ** 14));
  return btoa(text);
}
