import type { Faith, FloatTensor, Runtime } from '@camscope/core';
import { openClassifier, probabilitiesOf, type Classifier } from '@camscope/engine';
import {
  attempt,
  attemptAsync,
  faithfulness as rowsTable,
  faithfulnessCurves as curvesTable,
  finishOverInput,
  lineOf,
  outcomeOf,
  pluginFailures,
  reasonOf,
  type Attempt,
  type Candidate,
  type Failures,
  type RowOf,
} from '@camscope/pipeline';
import { normalise } from '@camscope/pixels';
import { throwIfInterrupted } from '../host/interrupted.ts';
import { sessionOf } from '../host/session.ts';
import type { OpenModel } from '../open/open-study.ts';
import type { Finding, PlannedImage } from '../plan/plan.ts';
import type { FaithfulnessUnit } from '../units/faithfulness-units.ts';
import { AskedMethod } from './asked-method.ts';
import { BaselineClaims, claimsOfMaps } from './candidates.ts';
import { isFailure, mayGo } from './explained.ts';
import type { Inputs, LoadedImage } from './load-images.ts';
import { LotMaps } from './lot-maps.ts';
import { beginStage, isDue, type Work } from './work.ts';

/** What testing faithfulness runs on. */
export interface FaithfulnessParts {
  readonly runtime: Runtime;
  readonly inputs: Inputs;
}

/** What is kept of one series on one lot: lines of two tables, of each finding in turn. JSON. */
export interface TestedSeries {
  readonly findings: readonly { readonly rows: string; readonly curves: string }[];
  readonly failures?: Failures;
}

const NO_METHOD: Attempt<Faith> = {
  value: { value: null, reason: 'No method can be asked about other images' },
};

type Row = RowOf<typeof rowsTable>;
type Point = RowOf<typeof curvesTable>;

/**
 * Asks each network whether the maps of a run show what its scores hang on. Beside the methods stand the baselines whose
 * role is that of a control.
 */
export async function testFaithfulness(work: Work, parts: FaithfulnessParts): Promise<void> {
  const due = work.plan.faithfulness.map((lots) =>
    lots.flatMap(({ units }) => units.filter((unit) => isDue(work, unit))),
  );
  const stage = beginStage(work, 'faithfulness', due.flat(), 'maps');
  for (const [i, units] of due.entries()) {
    if (units.length === 0) continue;
    const test = await FaithfulnessTest.open(work, work.opened.models[i], parts);
    try {
      for (const unit of inTurn(units, work)) {
        throwIfInterrupted(work.signal);
        await test.run(unit);
        stage.done(unit);
      }
    } finally {
      await test.release();
    }
  }
}

/** Method by method where methods are opened, for one is open at a time; else lot by lot. */
function inTurn(units: readonly FaithfulnessUnit[], { opened }: Work): readonly FaithfulnessUnit[] {
  const { metrics } = opened.study.faithfulness!;
  if (metrics.every(({ contribution: { asks = [] } }) => asks.length === 0)) return units;
  const names = [...new Set(units.map(({ series }) => series.name))];
  return names.flatMap((name) => units.filter(({ series }) => series.name === name));
}

/** The test of one network's maps. The inputs of one lot are held: 4 bytes a value. */
class FaithfulnessTest {
  readonly #work: Work;
  readonly #model: OpenModel;
  readonly #inputs: Inputs;
  readonly #runtime: Runtime;
  readonly #classifier: Classifier;
  readonly #baselines: BaselineClaims;
  #asked: AskedMethod | undefined;
  #loaded = new Map<PlannedImage, LoadedImage>();

  private constructor(work: Work, model: OpenModel, parts: FaithfulnessParts, classifier: Classifier) {
    this.#work = work;
    this.#model = model;
    this.#inputs = parts.inputs;
    this.#runtime = parts.runtime;
    this.#classifier = classifier;
    this.#baselines = new BaselineClaims(work.opened.study, work.opened.dataset);
  }

  static async open(work: Work, model: OpenModel, parts: FaithfulnessParts): Promise<FaithfulnessTest> {
    const { study } = work.opened;
    const { runtime } = parts;
    const session = sessionOf(study, runtime);
    const { network } = model;
    const classifier = await openClassifier({ network, runtime, session, batch: study.session.batch });
    return new FaithfulnessTest(work, model, parts, classifier);
  }

  async release(): Promise<void> {
    await Promise.all([this.#classifier.release(), this.#asked?.release()]);
  }

  async run(unit: FaithfulnessUnit): Promise<void> {
    const { ledger } = this.#work;
    const start = performance.now();
    await this.#load(unit.images);
    const asked = await this.#methodOf(unit);
    const maps = new Map<string | undefined, LotMaps>();
    for (const from of unit.maps)
      if (!maps.has(from.key)) maps.set(from.key, await LotMaps.load(from, ledger));
    const findings: TestedSeries['findings'][number][] = [];
    const failed: Row[] = [];
    for (const [n, image] of unit.images.entries())
      for (const finding of image.findings) {
        const made = maps.get(unit.maps[n]?.key);
        const rows: Row[] = [];
        const curves: Point[] = [];
        for (const candidate of this.#claims(unit, made, image, finding)) {
          const tested = await this.#test(candidate, image, finding, asked);
          rows.push(...tested.rows);
          curves.push(...tested.curves);
        }
        failed.push(...rows.filter(({ reason = '' }) => isFailure(reason)));
        const lines = rows.map((row) => lineOf(rowsTable, row)).join('');
        findings.push({ rows: lines, curves: curves.map((point) => lineOf(curvesTable, point)).join('') });
      }
    await ledger.keep(unit, {
      value: { findings, failures: pluginFailures(failed) } satisfies TestedSeries,
      seconds: (performance.now() - start) / 1000,
      failed: failed.length || undefined,
      again: failed.some(({ reason = '' }) => mayGo(reason)) || ledger.mayChange(unit.maps),
    });
  }

  async #load(images: readonly PlannedImage[]): Promise<void> {
    const { preprocessing } = this.#model.network;
    const loaded = images.map(
      async (image) =>
        [image, this.#loaded.get(image) ?? (await this.#inputs.load(image.sample, preprocessing))] as const,
    );
    this.#loaded = new Map(await Promise.all(loaded));
  }

  /** A control that claims no map is passed over, unless that is since it failed. */
  #claims(
    { series }: FaithfulnessUnit,
    maps: LotMaps | undefined,
    image: PlannedImage,
    finding: Finding,
  ): Candidate[] {
    if (!series.baseline) return claimsOfMaps(series, maps!, image, finding);
    const claims = this.#baselines.of(series, image, finding);
    return claims.filter(({ claim }) => claim.is === 'map' || (claim.is === 'none' && claim.failed));
  }

  /** None for a control, whose maps no method makes. One is open at a time. */
  async #methodOf({ series: { name, baseline } }: FaithfulnessUnit): Promise<AskedMethod | undefined> {
    if (baseline) return undefined;
    if (this.#asked?.name === name) return this.#asked;
    await this.#asked?.release();
    const { chosen } = this.#model.methods.find((method) => method.chosen.name === name)!;
    const { study, starts } = this.#work.opened;
    const host = { study, starts, runtime: this.#runtime };
    return (this.#asked = new AskedMethod(host, this.#model, chosen));
  }

  async #test(
    { name: method, kind, claim }: Candidate,
    image: PlannedImage,
    finding: Finding,
    asked: AskedMethod | undefined,
  ) {
    const { metrics } = this.#work.opened.study.faithfulness!;
    const { id, patient } = image.sample;
    const known = { model: this.#model.network.name, image: id, patient, class: finding.label, method, kind };
    const loaded = this.#loaded.get(image)!;
    const without = (reason: string) => ({
      rows: metrics.map((metric): Row => ({ ...known, metric: metric.name, reason })),
      curves: [],
    });
    if ('failure' in loaded) return without(reasonOf(loaded.failure));
    if (claim.is !== 'map')
      return without(kind !== 'method' && claim.is === 'none' ? claim.reason : 'There is no map');
    const rows: Row[] = [];
    const curves: Point[] = [];
    const input = normalise(loaded.fitted, this.#model.network.preprocessing);
    for (const { name, found } of await this.#evaluate(input, finding, claim, asked)) {
      const row = { ...known, metric: name };
      rows.push({ ...row, ...outcomeOf(found) });
      curves.push(...curveOf(found).map(([x, y]) => ({ ...row, x, y })));
    }
    return { rows, curves };
  }

  async #evaluate(
    image: FloatTensor,
    { target }: Finding,
    claim: Extract<Candidate['claim'], { is: 'map' }>,
    asked: AskedMethod | undefined,
  ) {
    const { metrics } = this.#work.opened.study.faithfulness!;
    const [, height, width] = image.dims;
    const finished = attempt(() => finishOverInput(claim, { width, height }));
    if ('failure' in finished) return metrics.map(({ name }) => ({ name, found: finished }));
    const input = {
      ...{ image, map: finished.value.map, target },
      forward: (changed: Iterable<FloatTensor>) => this.#classifier.logits(changed),
      probability: (logits: Float32Array) => probabilitiesOf(this.#model.network, logits)[target],
    };
    const evaluated = [];
    for (const { name, contribution, options } of metrics) {
      const { asks = [] } = contribution;
      const evaluate = async () => {
        const more = asked?.about(target, { width, height }, asks);
        return contribution.evaluate({ ...input, ...more }, options);
      };
      const found = asks.length > 0 && !asked ? NO_METHOD : await attemptAsync(evaluate);
      evaluated.push({ name, found });
    }
    return evaluated;
  }
}

function curveOf(found: Attempt<{ readonly curve?: readonly (readonly [number, number])[] }>) {
  return 'failure' in found ? [] : (found.value.curve ?? []);
}
