import type { ExpressionExplainer } from '@camscope/core';
import { compile, context } from '@camscope/onnx';
import { deviceFor } from '../device-for.ts';
import type { CheckedRequest } from '../prepare-request.ts';
import type { CompiledExplainer } from '../prepared-explainer.ts';
import { ExpressionRunner } from './expression-runner.ts';
import { ExpressionSession } from './expression-session.ts';

/**
 * Compiles an expression behind a network.
 * @throws CamscopeError EXPRESSION_INVALID, OPERATOR_UNSUPPORTED, MODEL_UNSUPPORTED.
 */
export function fitExpression(request: CheckedRequest, explainer: ExpressionExplainer): CompiledExplainer {
  const { network, options, layers, layer, aggregate, runtime, session, batch, memory } = request;
  const { graph, head, file } = network;
  const expression = explainer.map(context, options);
  const asked = { graph, head, targets: layers, aggregate, expression, device: deviceFor(session) };
  const compiled = compile(asked);
  const fitted = { network, layers, layer, approximate: compiled.approximate };
  const rows = Math.max(1, Math.floor(Math.min(batch, memory / compiled.bytesPerRow)));
  return {
    ...fitted,
    async open() {
      const plain = await runtime.open(compiled.draft.toSource(file), session);
      // Where one session runs, the other does.
      const sameWay = { ...session, provider: plain.provider, fallback: undefined };
      const openIndexed = () => runtime.open(compile(asked, true).draft.toSource(file), sameWay);
      return new ExpressionRunner(
        fitted,
        compiled,
        new ExpressionSession(compiled, plain, openIndexed),
        rows,
      );
    },
  };
}
