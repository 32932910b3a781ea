import { resolve } from 'node:path';
import { CamscopeError, chooseMethod } from '@camscope/core';
import { openNetwork, selfExplainingModel, type ExplanationFacts } from '@camscope/engine';
import { nodeFiles } from '@camscope/files-node';
import { loadNamedPlugins, modelOf, withRuntime, type CommandContext } from '../command.ts';
import { methodOfText } from '../explain/method-text.ts';
import { tellGuesses } from '../terminal/tell-guesses.ts';
import type { CompileOptions } from '../usage/compile.ts';

export async function compile(model: string, options: CompileOptions, { io }: CommandContext): Promise<void> {
  const plugins = await loadNamedPlugins(options, io, ['explainer', 'model', 'runtime']);
  const { registry } = plugins;
  const spec = await methodOfText(options.method);
  const chosen = chooseMethod(registry.explainer, {
    ...spec,
    options: { ...spec.options, ...options.option },
  });
  const { location, card } = await modelOf({ model: resolve(io.cwd, model), card: options.card }, io);
  const out = resolve(io.cwd, options.out);
  if (out === location) {
    throw new CamscopeError('CONFIG_INVALID', 'The compiled network would overwrite the network', {
      asked: `--out ${options.out}`,
      fix: 'Choose another file',
    });
  }
  const { layer, aggregate, classInput } = options;
  const method = { explainer: chosen.explainer, options: chosen.options, layer, aggregate, classInput };
  const { chunks, facts } = await withRuntime(plugins, async (runtime) => {
    const network = await openNetwork({ location, card, registry, runtime, signal: io.signal });
    const compiled = await selfExplainingModel({ network, ...method });
    tellGuesses(network, { location, guessed: compiled.facts.guessed ?? [] }, io);
    return compiled;
  });
  await nodeFiles.writeFrom(out, chunks);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const found = { file: options.out, bytes, ...facts };
  io.stdout(options.json ? `${JSON.stringify(found, null, 2)}\n` : inWords(found));
}

interface CompiledFacts extends ExplanationFacts {
  readonly file: string;
  readonly bytes: number;
}

function inWords({ file, bytes, method, layers, inputs, outputs }: CompiledFacts): string {
  const tensors = layers
    .map(({ name, tensor }) => (name === tensor ? name : `${name} (${tensor})`))
    .join(', ');
  const fed =
    inputs.class === undefined ? inputs.image : `${inputs.image}, ${inputs.class} (int64, -1: the top class)`;
  return `${file}: ${(bytes / 2 ** 20).toFixed(1)} MB
method   ${method}
layer    ${tensors}
inputs   ${fed}
outputs  ${outputs.logits}, ${outputs.heatmap} (the heatmap at the image's size, 0 to 1)
`;
}
