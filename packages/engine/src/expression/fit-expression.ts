import { CamscopeError, type Explainer, type Layer } from '@camscope/core';
import { baselinesIn, compile, sizeAt } from '@camscope/onnx';
import { dialectFor } from '../device-for.ts';
import { isOnDevice, type CheckedRequest } from '../prepare-request.ts';
import type { CompiledExplainer } from '../prepared-explainer.ts';
import { sizeOfRuns } from '../fitting-size.ts';
import { blankImage } from '../image-tensor.ts';
import { ExpressionRunner } from './expression-runner.ts';
import { ExpressionSession } from './expression-session.ts';
import { levelsFor } from './grey-levels.ts';
import { HostRunner } from './host-runner.ts';
import type { RunnerOptions } from './rows-runner.ts';
import { SessionVariants } from './session-variants.ts';
import type { Written } from '../combination/written-for.ts';

/** The most images that are tried in one run. */
const LARGEST = 64;

/**
 * Compiles what a method is written in behind a network.
 * @throws CamscopeError CONFIG_INVALID, EXPRESSION_INVALID, OPERATOR_UNSUPPORTED, MODEL_UNSUPPORTED.
 */
export function fitExpression(request: CheckedRequest, written: Written): CompiledExplainer {
  const { network, explainer, options, layers, layer, aggregate, runtime, session, batch, memory } = request;
  const { graph, head, file } = network;
  checkLayers(layers, explainer);
  const asked = { graph, head, targets: layers, aggregate, ...written, dialect: dialectFor(session) };
  const compiled = compile(asked);
  if (compiled.samples?.compared && network.fixedBatch) {
    const problem = 'Images are compared in one run, and the network takes one at a time';
    throw new CamscopeError('MODEL_UNSUPPORTED', problem, {
      asked: explainer.id,
      fix: 'Export it with a batch size that is open',
    });
  }
  const starts = compiled.samples && baselinesIn(compiled.samples.samples);
  const startsIn = starts?.from === 'data' ? starts : undefined;
  const fitted = { network, layers, layer, approximate: compiled.approximate, startsIn };
  const rows = Math.max(1, Math.floor(Math.min(batch, memory / compiled.bytesPerRow)));
  return {
    ...fitted,
    async open({ unevenly = false } = {}) {
      const usesLevels = request.fitted === true && isOnDevice(request) && !compiled.samples;
      const levels = usesLevels ? levelsFor(network, session) : undefined;
      let way = session;
      const images = startsIn && (await request.starts?.(startsIn));
      const variants = new SessionVariants(({ indexed, levels: asLevels }) => {
        const options = { indexed, levels: asLevels ? levels : undefined };
        const { draft } = indexed || asLevels ? compile(asked, options) : compiled;
        return runtime.open(draft.toSource(file), way);
      });
      const indexed =
        unevenly && compiled.inputs.class !== undefined && compiled.shareable && !network.fixedBatch;
      const first = await variants.get({ indexed, levels: usesLevels });
      const { provider } = first;
      // Where one session runs, the others do.
      way = { ...session, provider, fallback: undefined };
      const fetched = written.fetch && Object.keys(written.fetch);
      const about = { explainer, fetched, size: sizeAt(graph, head.image) };
      const opened = new ExpressionSession({ compiled, variants, ...about, provider, indexed });
      const runner = (some: RunnerOptions) => {
        const runs = { compiled, session: opened, options: { ...some, levels: levels?.type } };
        return explainer.host
          ? new HostRunner(fitted, runs, { explainer, options })
          : new ExpressionRunner(fitted, runs, images);
      };
      const proto = () => compiled.draft.toSource(file).proto;
      const blank = blankImage(network, usesLevels);
      const run = (size: number) =>
        runner({ batch: size }).explain(Array.from({ length: size }, () => ({ image: blank, classes: [0] })));
      const most = Math.min(LARGEST, Math.floor(memory / compiled.bytesPerRow));
      // Only what is explained for classes is measured.
      const isMeasured = !request.batchGiven && !compiled.samples && compiled.inputs.class !== undefined;
      const given = isMeasured ? undefined : rows;
      const size = await sizeOfRuns({ request, session: first, proto, given, most, run });
      return runner({ batch: size ?? rows, size });
    },
  };
}

function checkLayers(layers: readonly Layer[], { id, host, layers: taken }: Explainer): void {
  if (!host || taken === 'together' || layers.length === 1) return;
  throw new CamscopeError('CONFIG_INVALID', `'${id}' explains one layer at a time`, {
    asked: layers.map(({ name }) => name).join(', '),
    fix: 'Name one layer',
  });
}
