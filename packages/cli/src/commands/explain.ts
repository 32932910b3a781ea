import { loadNamedPlugins, modelOf, withRuntime, type CommandContext } from '../command.ts';
import { chosenMethods } from '../explain/chosen-methods.ts';
import type { ExplainOptions } from '../usage/explain.ts';

export async function explain(
  images: readonly string[],
  options: ExplainOptions,
  context: CommandContext,
): Promise<void> {
  const plugins = await loadNamedPlugins(options, context.io, kindsFor(options));
  const { location, card } = await modelOf(options, context.io);
  const methods = await chosenMethods(options, plugins.registry);
  await withRuntime(plugins, async (runtime) => {
    const file = runtime.load(location);
    // Its failure is told when it is awaited.
    file.catch(() => undefined);
    const { explainImages } = await import('../explain/explain-images.ts');
    await explainImages({ ...plugins, images, options, methods, location, card, file, runtime }, context);
  });
}

function kindsFor({ segmenter }: ExplainOptions) {
  const always = ['explainer', 'model', 'runtime', 'image-codec'] as const;
  return segmenter === undefined ? always : ([...always, 'segmenter'] as const);
}
