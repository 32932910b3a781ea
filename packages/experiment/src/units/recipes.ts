import {
  REGISTRY,
  type Annotation,
  type Contribution,
  type ContributionKind,
  type Dataset,
  type InnerMethod,
  type Sample,
} from '@camscope/core';
import type { OpenMethod, OpenModel, OpenStudy } from '../open/open-study.ts';
import type { PluginRecord, Software } from '../run/software.ts';
import { codeOf } from './code.ts';
import { keyOf, type Json } from './key.ts';

type Used = { readonly name: string; readonly options: Record<string, unknown> } & {
  readonly contribution: Pick<Contribution, 'id'> & { readonly kind: string };
};

/** Hashes of what a study reads. */
export interface ContentHashes {
  /** Of image files by the ids of their samples; absent for a file that cannot be read. */
  readonly images: ReadonlyMap<string, string>;
  /** Of the files that a network lies in, by its name: the graph's first, then its weights by location. */
  readonly networks: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Of the files that filters ask for on a sample, by its id. */
  readonly rasters: ReadonlyMap<string, readonly string[]>;
  /** Of heatmaps made elsewhere, by path. */
  readonly heatmaps: ReadonlyMap<string, string>;
}

/** Says in JSON what work depends on, so that equal work has equal keys. */
export class Recipes {
  readonly opened: OpenStudy;
  readonly hashes: ContentHashes;
  readonly #plugins: ReadonlyMap<string, PluginRecord>;
  readonly #build: string | undefined;
  readonly #drawn = new WeakMap<Annotation, string>();
  readonly #data = new WeakMap<Dataset, string>();

  constructor(opened: OpenStudy, { plugins, build }: Software, hashes: ContentHashes) {
    this.opened = opened;
    this.hashes = hashes;
    this.#plugins = new Map(plugins.map((record) => [record.name, record]));
    this.#build = build;
  }

  /** What every unit depends on: the code that works on it. */
  code(...packages: readonly string[]): Json {
    return codeOf(this.opened.study.file.machine, this.#build, packages);
  }

  /** A contribution as it was chosen, and the plugin that it comes from. */
  chosen({ contribution, options }: Omit<Used, 'name'>): Json {
    const { kind, id } = contribution;
    const plugin = this.opened.container.get(REGISTRY)[kind as ContributionKind].pluginOf(id);
    const of = 'of' in contribution ? (contribution.of as readonly InnerMethod[]) : undefined;
    const parts = of?.map((part) => this.chosen({ contribution: part.explainer, options: part.options }));
    return {
      use: id,
      ...(parts ? { of: parts } : {}),
      options: options as Json,
      plugin: this.#versioned(plugin),
    };
  }

  /** By name; order counts only where contributions work one after the other. */
  named(all: readonly Used[]): Json {
    return Object.fromEntries(all.map((one) => [one.name, this.chosen(one)]));
  }

  /** A network as it runs: its labels and its name are not part of that. */
  network({ network }: OpenModel): Json {
    const { head, family, preprocessing, activation, name } = network;
    return {
      files: this.hashes.networks.get(name) ?? {},
      family: this.chosen({ contribution: { kind: 'model', id: family }, options: {} }),
      logits: head.logits,
      activation,
      preprocessing: preprocessing as unknown as Json,
    };
  }

  /** Where networks run. */
  session(): Json {
    const { study, provider, precision } = this.opened;
    return {
      ...{ runtime: this.chosen(study.runtime), provider, batch: study.session.batch, codec: this.codec() },
      // What is exact has the keys that it had before there was another way.
      ...(precision === 'exact' ? {} : { precision }),
    };
  }

  codec(): Json {
    return this.chosen({ contribution: this.opened.study.codec, options: {} });
  }

  method({ chosen, compiled }: OpenMethod): Json {
    const { aggregate, budget } = chosen;
    const { memory } = this.opened.study.session;
    const how = { layer: compiled.layer, aggregate, budget, memory };
    const { startsIn } = compiled;
    const starts = startsIn && this.opened.starts.drawn(startsIn).map((sample) => this.image(sample));
    return { ...(this.chosen(chosen) as Record<string, Json>), ...how, ...(starts ? { starts } : {}) };
  }

  /** A rule of tuning: camscope's own, or that of a data set. */
  rule(name: string): Json {
    const { dataset } = this.opened.container.get(REGISTRY);
    if (!dataset.ids.includes(name)) return name;
    return this.chosen({ contribution: dataset.get(name), options: {} });
  }

  image({ id }: Sample): Json {
    return this.hashes.images.get(id) ?? null;
  }

  /** Image, and what readers drew of a finding on it. */
  drawn({ id, frame, patient }: Sample, label: string, annotations: readonly Annotation[]): Json {
    const rasters = this.hashes.rasters.get(id);
    return { id, frame, patient, label, drawn: annotations.map((one) => this.annotation(one)), rasters };
  }

  /** Everything that readers drew on any image, and what is known of it; of the data that the study looks at by default. */
  data(dataset: Dataset = this.opened.dataset): string {
    let key = this.#data.get(dataset);
    if (key === undefined) this.#data.set(dataset, (key = this.#everythingDrawn(dataset)));
    return key;
  }

  #everythingDrawn({ samples }: Dataset): string {
    return keyOf(
      samples.map(({ id, frame, patient, labels, annotations, split }) => [
        ...[id, frame.width, frame.height, patient ?? null, labels],
        annotations.map((one) => this.annotation(one)),
        // What has no split has the key that it had before there were any.
        ...(split === undefined ? [] : [split]),
      ]),
    );
  }

  annotation(annotation: Annotation): string {
    let key = this.#drawn.get(annotation);
    if (key === undefined) this.#drawn.set(annotation, (key = keyOf(annotation as unknown as Json)));
    return key;
  }

  #versioned(plugin: string): Json {
    const record = this.#plugins.get(plugin);
    if (!record) return { name: plugin };
    return { name: plugin, ...('file' in record ? { sha256: record.sha256 } : { version: record.version }) };
  }
}
