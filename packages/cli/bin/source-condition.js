// @ts-check
/** A module hook: the packages' exports lead to their sources. @type {import('node:module').ResolveHook} */
export function resolve(specifier, context, next) {
  return next(specifier, { ...context, conditions: [...context.conditions, '@camscope/source'] });
}
