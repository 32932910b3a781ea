import type { Annotation, Box, MaskRuns, Polygon, Sample } from '@camscope/core';
import type { Frame } from '../images/frame-of.ts';
import { annotationOf, type Drawn, repeats } from './drawn.ts';
import type { Vocabulary } from './vocabulary.ts';

type Value = Sample['labels'][string];

/** What is stated more surely goes before: somebody's presence before others' doubt, and that before absence. */
const SURER: readonly Value[] = [0, -1, 1];

/** What the files say of one image, entry by entry. */
export class ImageFindings {
  readonly id: string;
  file?: string;
  /** In whose pixels coordinates count. */
  frame?: Frame;
  patient?: string;
  split?: string;
  readonly #drawn = new Map<string, Drawn>();
  readonly #stated = new Map<string, Value>();
  readonly #denied = new Set<string>();
  #nothing = false;
  #complete = false;

  constructor(id: string) {
    this.id = id;
  }

  addBox(label: string, box: Box, reader?: string): void {
    this.#drawnOf(label, reader).boxes.push(box);
  }

  addOutlines(label: string, outlines: readonly Polygon[], reader?: string): void {
    this.#drawnOf(label, reader).outlines.push(...outlines);
  }

  addMask(label: string, mask: MaskRuns, reader?: string): void {
    this.#drawnOf(label, reader).masks.push(mask);
  }

  /** A label of the whole image. */
  state(label: string, value: Value): void {
    if (value === 0) this.#denied.add(label);
    const known = this.#stated.get(label);
    if (known === undefined || SURER.indexOf(value) > SURER.indexOf(known)) this.#stated.set(label, value);
  }

  /** Every label that nobody states or draws is absent. */
  complete(): void {
    this.#complete = true;
  }

  /** Somebody looked, and found nothing. */
  stateNothing(): void {
    this.#nothing = true;
    this.complete();
  }

  get isAnnotated(): boolean {
    return this.#drawn.size > 0;
  }

  /** Whether anything is said of it but that it exists. */
  get isRead(): boolean {
    return this.isAnnotated || this.#complete || this.#stated.size > 0;
  }

  /** Whether it is said to show nothing, by every entry. */
  get showsNothing(): boolean {
    return this.#nothing && !this.isAnnotated;
  }

  /** Whether a label that is drawn is stated to be absent. */
  get isDenied(): boolean {
    return [...this.#drawn.values()].some(({ label }) => this.#denied.has(label));
  }

  /** Whether an annotation stands twice. */
  get repeats(): boolean {
    return [...this.#drawn.values()].some(repeats);
  }

  /** Whether some reader's finding is given in several ways, boxes beside outlines or masks. */
  get isMixed(): boolean {
    const ways = ({ boxes, outlines, masks }: Drawn) =>
      [boxes, outlines, masks].filter(({ length }) => length > 0).length;
    return [...this.#drawn.values()].some((drawn) => ways(drawn) > 1);
  }

  /**
   * One for each label and reader, in the order in which they first come.
   * @param scale from the coordinates to pixels.
   */
  annotations(scale?: Frame): Annotation[] {
    return [...this.#drawn.values()].map((drawn) => annotationOf(drawn, scale));
  }

  /** @param others of labels of which nothing is said. */
  labels(vocabulary: Vocabulary, others: 'unknown' | 'absent'): Sample['labels'] {
    const drawn = new Set([...this.#drawn.values()].map(({ label }) => label));
    const absent = this.#complete || others === 'absent';
    const labels: Record<string, Value> = {};
    for (const label of vocabulary.labels) {
      const value = this.#valueOf(label, drawn, vocabulary.meansNothing(label)) ?? (absent ? 0 : undefined);
      if (value !== undefined) labels[label] = value;
    }
    return labels;
  }

  #valueOf(label: string, drawn: ReadonlySet<string>, meansNothing: boolean): Value | undefined {
    const stated = this.#stated.get(label);
    if (meansNothing) return drawn.size > 0 ? 0 : stated;
    return drawn.has(label) ? stated || 1 : stated;
  }

  #drawnOf(label: string, reader?: string): Drawn {
    const key = reader === undefined ? label : JSON.stringify([label, reader]);
    const known = this.#drawn.get(key);
    if (known) return known;
    const drawn: Drawn = { label, ...(reader && { reader }), boxes: [], outlines: [], masks: [] };
    this.#drawn.set(key, drawn);
    return drawn;
  }
}
