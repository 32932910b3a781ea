import { parseOptions } from '@camscope/core';
import { loadNamedPlugins, modelOf, withRuntime, type CommandContext } from '../command.ts';
import type { ExplainOptions } from '../usage/explain.ts';

export async function explain(
  images: readonly string[],
  options: ExplainOptions,
  context: CommandContext,
): Promise<void> {
  const plugins = await loadNamedPlugins(options, context.io, kindsFor(options));
  const { location, card } = await modelOf(options, context.io);
  const explainer = plugins.registry.explainer.get(options.method);
  const methodOptions = parseOptions(explainer, options.option);
  await withRuntime(plugins, async (runtime) => {
    // What explains is loaded while the runtime starts.
    const [file, { explainImages }] = await Promise.all([
      runtime.load(location),
      import('../explain/explain-images.ts'),
    ]);
    const method = { explainer, options: methodOptions };
    await explainImages({ ...plugins, images, options, method, location, card, file, runtime }, context);
  });
}

function kindsFor({ segmenter }: ExplainOptions) {
  const always = ['explainer', 'model', 'runtime', 'image-codec'] as const;
  return segmenter === undefined ? always : ([...always, 'segmenter'] as const);
}
