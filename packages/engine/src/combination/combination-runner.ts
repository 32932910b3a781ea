import type { Combination, Explainer, FloatTensor, Join } from '@camscope/core';
import { checkItems } from '../check-items.ts';
import { topClass } from '../classes.ts';
import { Fitted } from '../fitted.ts';
import { tensorOf } from '../image-tensor.ts';
import type {
  Explained,
  ExplainItem,
  FittedExplainer,
  PreparedExplainer,
  RawMap,
} from '../prepared-explainer.ts';
import { joinMaps } from './join-maps.ts';

/** A method of a combination, open. */
export interface Part {
  readonly gives: Explainer['gives'];
  readonly prepared: PreparedExplainer;
}

export interface Parts {
  /** One at least. */
  readonly parts: readonly Part[];
  readonly views?: Combination['views'];
  readonly join: Join;
}

/** Methods that run one after the other, on the image or on views of it. */
export class CombinationRunner extends Fitted implements PreparedExplainer {
  readonly provider: string;
  readonly #own: Parts;

  constructor(fitted: FittedExplainer, own: Parts) {
    super(fitted);
    this.provider = own.parts[0].prepared.provider;
    this.#own = own;
  }

  async explain(items: readonly ExplainItem[], signal?: AbortSignal): Promise<Explained[]> {
    checkItems(this.network, items);
    const { parts, views, join } = this.#own;
    if (views) {
      const explained: Explained[] = [];
      for (const item of items) explained.push(await this.#explainViews(item, views, signal));
      return explained;
    }
    const byPart: Explained[][] = [];
    for (const { prepared } of parts) byPart.push(await prepared.explain(items, signal));
    return items.map((_, i) => {
      const all = byPart.map((explained) => explained[i]);
      const maps = all[0].maps.map(({ target }, k): RawMap => {
        const given = all.map(({ maps }, p) => ({ map: maps[k].raw, gives: parts[p].gives }));
        return { target, raw: joinMaps(given, join) };
      });
      return { logits: all[0].logits, maps, passes: passesOf(all) };
    });
  }

  async release(): Promise<void> {
    await Promise.all(this.#own.parts.map(({ prepared }) => prepared.release()));
  }

  /** The image itself tells the logits, and the class of all views. */
  async #explainViews(
    { image: given, classes }: ExplainItem,
    views: NonNullable<Combination['views']>,
    signal?: AbortSignal,
  ): Promise<Explained> {
    const { parts, join } = this.#own;
    const image = tensorOf(given, this.network);
    const [{ logits, passes }] = await parts[0].prepared.explain([{ image, classes: [] }], signal);
    const targets = classes === 'top1' ? [topClass(logits)] : classes;
    if (targets.length === 0) return { logits, maps: [], passes };
    const seen = views(image);
    const maps: { map: FloatTensor; gives: Explainer['gives'] }[][] = targets.map(() => []);
    let all = passes;
    for (const { prepared, gives } of parts) {
      const items = seen.map((view) => ({ image: view.image, classes: targets }));
      const explained = await prepared.explain(items, signal);
      all += passesOf(explained);
      explained.forEach((one, v) =>
        one.maps.forEach(({ raw }, k) => maps[k].push({ map: seen[v].back?.(raw) ?? raw, gives })),
      );
    }
    const joined = targets.map((target, k): RawMap => ({ target, raw: joinMaps(maps[k], join) }));
    return { logits, maps: joined, passes: all };
  }
}

function passesOf(explained: readonly Explained[]): number {
  return explained.reduce((sum, { passes }) => sum + passes, 0);
}
