import type { ModelDescription, ModelFamily, Runtime } from '@camscope/core';
import { isSpatial, type Graph } from '@camscope/onnx';
import { smallNetworks } from '../float64/networks.ts';
import { probed } from '../probed.ts';
import { strayLayers } from '../recognition.ts';
import { transformerOnPaper } from '../transformer-on-paper.ts';
import { definitionChecks } from './definition.ts';
import { must, mustEqual, register, type Kit } from './runner.ts';

/** A network of the family, and what must be found in it. */
export interface KnownNetwork {
  /** An ONNX file. */
  readonly model: Uint8Array;
  readonly architecture: string;
  /** Name of the default target layer. */
  readonly target?: string;
}

export interface ModelFamilyKit extends Kit {
  readonly runtime: Runtime;
  /** Networks of the family, by names for messages. Their weights may be anything. */
  readonly networks: Readonly<Record<string, KnownNetwork>>;
  /** Networks that are not of the family, beside small ones that are of none. */
  readonly others?: Readonly<Record<string, Uint8Array>>;
}

/** What every family of networks must do. */
export function testModelFamily(family: ModelFamily, kit: ModelFamilyKit): void {
  const { runtime, networks, others = {} } = kit;
  const small = Object.fromEntries(smallNetworks().map(({ title, model }) => [title, model]));
  const strange = { ...small, 'a transformer on paper': transformerOnPaper, ...others };
  register(kit, [
    ...definitionChecks(family),
    ...Object.entries(networks).flatMap(([name, { model, architecture, target }]) => [
      {
        name: `${name} is recognised, its layers named and in order`,
        async run() {
          const [graph, head] = await probed(model, runtime);
          const found = family.recognise(graph, head);
          must(found !== undefined, 'it is not recognised');
          mustEqual(found.architecture, architecture, 'the architecture');
          if (target !== undefined) mustEqual(found.target, target, 'the target layer');
          mustBeSound(found, graph);
          const again = family.recognise(graph, head);
          mustEqual(again, found, 'the second time');
        },
      },
      {
        name: `${name} with any input read from elsewhere has layers that are values of the graph, or is of another family`,
        async run() {
          const stray = strayLayers(family, ...(await probed(model, runtime)));
          must(stray.length === 0, `no values of the graph: ${stray.slice(0, 3).join(', ')}`);
        },
      },
    ]),
    ...Object.entries(strange).map(([name, model]) => ({
      name: `${name} is not of the family`,
      async run() {
        const [graph, head] = await probed(model, runtime);
        const found = family.recognise(graph, head);
        // A family of last resort is asked about whatever no other knows.
        must(family.fallback === true || found === undefined, `it is taken for ${found?.architecture}`);
      },
    })),
  ]);
}

function mustBeSound({ layers }: ModelDescription, graph: Graph): void {
  const names = layers.map(({ name }) => name);
  must(new Set(names).size === names.length, 'two layers have one name');
  const made = graph.nodes.flatMap(({ outputs }) => outputs);
  const places = layers.map(({ tensor }) => made.indexOf(tensor));
  must(!places.includes(-1), `a layer is no value of the graph: ${names[places.indexOf(-1)]}`);
  must(
    places.every((place, i) => i === 0 || place >= places[i - 1]),
    'layers are not in the order of the graph',
  );
  for (const { name, tensor, view } of layers)
    must(view.kind === 'tokens' || isSpatial(graph, tensor), `the layer ${name} is no stack of maps`);
}
