import type { ExpressionExplainer } from '@camscope/core';
import { compile, context } from '@camscope/onnx';
import type { CheckedRequest } from '../prepare-request.ts';
import type { CompiledExplainer } from '../prepared-explainer.ts';
import { ExpressionRunner } from './expression-runner.ts';

/**
 * Compiles an expression behind a network.
 * @throws CamscopeError EXPRESSION_INVALID, OPERATOR_UNSUPPORTED, MODEL_UNSUPPORTED.
 */
export function fitExpression(request: CheckedRequest, explainer: ExpressionExplainer): CompiledExplainer {
  const { network, options, layers, layer, aggregate, runtime } = request;
  const { graph, head, file } = network;
  const expression = explainer.map(context, options);
  const compiled = compile({ graph, head, targets: layers, aggregate, expression });
  const fitted = { network, layers, layer, approximate: compiled.approximate };
  return {
    ...fitted,
    async open() {
      const session = await runtime.open(compiled.draft.toSource(file), request.session);
      return new ExpressionRunner(fitted, compiled, session, request.batch);
    },
  };
}
