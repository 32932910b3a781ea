import { CamscopeError, isCamscopeError, nameOf } from '@camscope/core';
import { fitCombination } from './combination/fit-combination.ts';
import { writtenFor } from './combination/written-for.ts';
import { fitExpression } from './expression/fit-expression.ts';
import { fitPerturbation } from './perturbation/fit-perturbation.ts';
import { checkRequest, type PrepareRequest } from './prepare-request.ts';
import type { CompiledExplainer, PreparedExplainer } from './prepared-explainer.ts';

/**
 * Compiles an explainer onto a network: checks options, layers and operators, and opens no session.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, OPERATOR_UNSUPPORTED, MODEL_UNSUPPORTED; EXPRESSION_INVALID and PLUGIN_FAILED
 *   for a fault of the explainer itself.
 */
export async function compileExplainer(request: PrepareRequest): Promise<CompiledExplainer> {
  const { explainer } = request;
  const checked = checkRequest(request);
  try {
    if (explainer.perturb) return fitPerturbation(checked, explainer);
    const written = writtenFor(checked, explainer, checked.options);
    if (written) return fitExpression(checked, written);
    if (explainer.combine) return await fitCombination(checked, explainer, compileExplainer);
    throw new CamscopeError('INTERNAL', `'${nameOf(explainer)}' is of no known form`);
  } catch (error) {
    if (!isCamscopeError(error) || error.code !== 'EXPRESSION_INVALID') throw error;
    const summary = `${nameOf(explainer)}: ${error.summary}`;
    throw new CamscopeError(error.code, summary, { ...error.details, cause: error });
  }
}

/**
 * Compiles an explainer onto a network and opens its sessions.
 * @throws CamscopeError as `compileExplainer`; PROVIDER_UNAVAILABLE, RUNTIME_FAILED, FILE_UNREADABLE.
 */
export async function prepare(request: PrepareRequest): Promise<PreparedExplainer> {
  return (await compileExplainer(request)).open();
}
