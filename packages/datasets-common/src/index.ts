export { namedFile, type NamedFile, ofOption } from './files.ts';
export { entryOf } from './entry-of.ts';
export { PublishedLabels } from './published-labels.ts';
export {
  commonOptions,
  type CommonOptions,
  type FindingOptions,
  findingOptions,
  gazeOption,
} from './options.ts';
export { countOf, firstOf, noteOf, PassedOver, Problems } from './notes.ts';
export { asFrame, type Frame, frameOf } from './images/frame-of.ts';
export {
  type FoundImage,
  ImageFiles,
  openImageFiles,
  openImages,
  withoutExtension,
} from './images/image-files.ts';
export { type CocoBox, type CocoBoxedImage, readCocoBoxes } from './json/coco-boxes.ts';
export { type CocoAnnotation, cocoBox, type CocoFile, type CocoImage, readCoco } from './json/coco.ts';
export { invalidJson, isObject, type JsonObject, own, parseJson, readJson } from './json/json.ts';
export { boxesOfParts } from './masks/parts.ts';
export { absoluteRuns, relativeRuns } from './masks/relative-runs.ts';
export { type ColumnSpan, columnSpans } from './masks/spans.ts';
export { MaskedImages, type MaskRows, readMaskRows } from './masks/masked-images.ts';
export { unionOfRuns } from './masks/union.ts';
export { Columns, Row } from './tables/row.ts';
export { openTable } from './tables/open-table.ts';
export type { Table, TableOptions } from './tables/table.ts';
export { Boxed, boxOfSides, ellipseIn, looked, masked, outlined } from './assemble/drawn.ts';
export { assemble, type AssembleRequest } from './assemble/assemble.ts';
export type { ImageRecord } from './assemble/record.ts';
export { insideOf, type Inside } from './assemble/inside.ts';
export { assembleFindings, type FindingsRequest } from './findings/assemble-findings.ts';
export { ImageFindings } from './findings/image-findings.ts';
export { folded, usualNothing, Vocabulary } from './findings/vocabulary.ts';
export { indented, labelsOf, quoted, starterFor, type StarterText } from './starter.ts';
