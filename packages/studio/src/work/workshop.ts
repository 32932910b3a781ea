import type { ModelCard, Raster, Registry } from '@camscope/core';
import { parseCard } from '@camscope/engine';
import { webCodec } from '@camscope/images-web';
import { transfer } from 'comlink';
import type {
  Catalogue,
  Choice,
  ExportedFile,
  ExportFormat,
  MadeMap,
  MapRequest,
  OpenedImage,
  OpenedNetwork,
  Phantoms,
  Progress,
  Scene,
  Score,
  Segmented,
  Shape,
  Started,
  Workshop,
} from './api.ts';
import { catalogueOf } from './catalogue.ts';
import { Explaining, keyOf, type HeldMap } from './explain.ts';
import { segmentedMaps, type ShownMap } from './export/scene.ts';
import { bytesOf, Images } from './images.ts';
import { Networks } from './networks.ts';
import { locationOfPhantom, PhantomShelf } from './phantoms.ts';
import { Recent } from './recent.ts';
import { measured, segmented } from './regions.ts';
import { startRuntime, type StudioRuntime } from './runtime.ts';
import type { StudyCatalogue, StudyProgress, StudyRequest, StudyResult } from './study/api.ts';
import { Turns } from './turns.ts';

/** Maps that are kept; one of those before is made again when it is asked for. */
const MOST_MAPS = 48;

/** All that the worker does. */
export class StudioWorkshop implements Workshop {
  readonly #page: string;
  readonly #registry: Promise<Registry>;
  readonly #shelf: PhantomShelf;
  readonly #images = new Images();
  readonly #networks: Promise<Networks>;
  readonly #turns = new Turns();
  readonly #explaining = new Explaining();
  readonly #maps = new Recent<HeldMap>(MOST_MAPS);
  #runtime: Promise<StudioRuntime> | undefined;

  /** @param page the URL of the page's folder. */
  constructor(page: string, registry: Promise<Registry>) {
    this.#page = page;
    this.#registry = registry;
    this.#shelf = new PhantomShelf(page);
    this.#networks = registry.then((all) => new Networks(all));
  }

  async start(): Promise<Started> {
    return (await this.#running()).started;
  }

  async phantoms(): Promise<Phantoms> {
    const radiographs = await this.#shelf.radiographs();
    return { radiographs: radiographs.map(({ name }) => name), networks: this.#shelf.networks };
  }

  async catalogue(): Promise<Catalogue> {
    return catalogueOf(await this.#registry);
  }

  async openImage(file: Blob | { readonly phantom: string }, name: string): Promise<OpenedImage> {
    const opened =
      'phantom' in file
        ? await this.#images.openPhantom(await this.#shelf.radiograph(file.phantom))
        : await this.#images.open(file, name);
    return transfer(opened, [opened.levels.buffer]);
  }

  async closeImage(id: string): Promise<void> {
    this.#images.close(id);
    this.#maps.forget((key) => (JSON.parse(key) as MapRequest).image === id);
  }

  async openNetwork(
    file: Blob | { readonly phantom: string },
    name: string,
    card?: string,
  ): Promise<OpenedNetwork> {
    const [blob, location] =
      'phantom' in file
        ? [await this.#shelf.network(file.phantom), locationOfPhantom(file.phantom)]
        : [file, name];
    const known = card === undefined ? {} : await cardIn(card);
    const [{ runtime }, bytes] = await Promise.all([this.#running(), bytesOf(blob, name)]);
    const networks = await this.#networks;
    return this.#turns.take(() => networks.open(bytes, location, known, runtime));
  }

  async reopenNetwork(id: string, card: ModelCard): Promise<OpenedNetwork> {
    const { runtime } = await this.#running();
    const networks = await this.#networks;
    const opened = await this.#turns.take(() => networks.reopen(id, card, runtime));
    await this.#turns.take(async () => this.#forget(id));
    return opened;
  }

  async closeNetwork(id: string): Promise<void> {
    (await this.#networks).close(id);
    // Not under what is being done with it.
    await this.#turns.take(async () => this.#forget(id));
  }

  async cardOf(id: string): Promise<string> {
    const { network } = (await this.#networks).get(id);
    const { cardText } = await import('./card-text.ts');
    return cardText(network);
  }

  async explain(request: MapRequest, progress: (at: Progress) => void = () => undefined): Promise<MadeMap> {
    const { request: _, finished, raw, ...facts } = await this.#mapOf(request, progress);
    // The worker keeps its own: regions and files are made of it.
    const [map, data] = [finished.map.data.slice(), raw.data.slice()];
    const { blank } = finished;
    return transfer({ ...facts, map, blank, raw: { dims: raw.dims, data } }, [map.buffer, data.buffer]);
  }

  async cancel(): Promise<void> {
    this.#turns.breakOff();
  }

  async segment(key: string, segmenter: Choice): Promise<Segmented> {
    const made = segmented(await this.#mapCalled(key), segmenter, await this.#registry);
    return transfer(made, [made.mask.buffer]);
  }

  async measure(key: string, segmenter: Choice, drawn: readonly Shape[]): Promise<readonly Score[]> {
    return measured(await this.#mapCalled(key), segmenter, drawn, await this.#registry);
  }

  async exported(scene: Scene, format: ExportFormat): Promise<readonly ExportedFile[]> {
    const registry = await this.#registry;
    const networks = await this.#networks;
    const held = await Promise.all(scene.maps.map((key) => this.#mapCalled(key)));
    const maps = held.map((one): ShownMap => {
      const { image, network } = one.request;
      return { held: one, image: this.#images.get(image), network: networks.get(network) };
    });
    const { exportedFiles } = await import('./export/exported.ts');
    return exportedFiles({ ...scene, maps: segmentedMaps(scene, maps, registry), registry }, format);
  }

  async studyCatalogue(): Promise<StudyCatalogue> {
    const { studyCatalogue } = await import('./study/study.ts');
    return studyCatalogue(await this.#registry);
  }

  async runStudy(request: StudyRequest, tell: (at: StudyProgress) => void): Promise<StudyResult> {
    const { runInTab, studyFolder } = await import('./study/study.ts');
    const contents = await studyFolder(request, this.#shelf);
    return this.#turns.takeUnlessBrokenOff(async (signal) =>
      // A study closes what it has opened.
      runInTab(contents, {
        running: await startRuntime(this.#page),
        provider: request.provider,
        signal,
        tell,
      }),
    );
  }

  async zipped(files: ReadonlyMap<string, Blob>, folder: string): Promise<Blob> {
    const { zipped } = await import('./study/study.ts');
    return zipped(files, folder);
  }

  async decoded(file: Blob, name: string): Promise<Raster> {
    const raster = await webCodec.decode(await bytesOf(file, name), name);
    return transfer(raster, [raster.data.buffer]);
  }

  async forgetMap(key: string): Promise<void> {
    this.#maps.forget((one) => one === key);
  }

  async fetched(tell: (urls: readonly string[]) => void): Promise<void> {
    const observer = new PerformanceObserver((list) => tell(list.getEntries().map(({ name }) => name)));
    observer.observe({ type: 'resource', buffered: true });
  }

  async #mapOf(request: MapRequest, progress: (at: Progress) => void): Promise<HeldMap> {
    const key = keyOf(request);
    const running = await this.#running();
    const registry = await this.#registry;
    const image = this.#images.get(request.image);
    const network = (await this.#networks).get(request.network);
    const known = this.#maps.get(key);
    if (known) return known;
    progress({ stage: 'waiting' });
    return this.#turns.takeUnlessBrokenOff(async (signal) => {
      const made = await this.#explaining.explain(request, {
        ...running,
        ...{ registry, image, network, progress, signal },
      });
      this.#maps.set(key, made);
      return made;
    });
  }

  #mapCalled(key: string): Promise<HeldMap> {
    return this.#mapOf(JSON.parse(key) as MapRequest, () => undefined);
  }

  #running(): Promise<StudioRuntime> {
    this.#runtime ??= startRuntime(this.#page);
    return this.#runtime;
  }

  #forget(network: string): void {
    this.#explaining.forget(network);
    this.#maps.forget((key) => (JSON.parse(key) as MapRequest).network === network);
  }
}

async function cardIn(text: string): Promise<ModelCard> {
  const { parse } = await import('yaml');
  const value = parse(text) as Record<string, unknown>;
  return parseCard(value, 'The model card');
}
