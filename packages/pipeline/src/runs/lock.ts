import { z } from 'zod';
import { mapSchema } from '../finish/map-options.ts';

/** What a run depends on, and how it went: files in its folder. */
export const LOCK_FILE = 'study.lock.json';
export const ACCOUNT_FILE = 'run.json';
/** Beside the tables of a run that goes on, or broke off: of how many units they are. */
export const PARTIAL_FILE = 'partial.json';

const options = z.record(z.string(), z.unknown());
const citation = z.object({
  text: z.string(),
  doi: z.string().optional(),
  arxiv: z.string().optional(),
  url: z.string().optional(),
});
const chosen = z.object({
  name: z.string(),
  use: z.string(),
  options,
  title: z.string().optional(),
  short: z.string().optional(),
  alsoCalled: z.array(z.object({ name: z.string(), by: z.string() })).optional(),
  summary: z.string().optional(),
  citation: citation.optional(),
});
const measure = chosen.extend({
  title: z.string(),
  scoreDirection: z.enum(['higher', 'lower', 'none']),
  range: z.tuple([z.string(), z.string()]),
  /** Of agreement: the first map is what the second came of. */
  ordered: z.boolean().optional(),
});
const pool = z.object({
  title: z.string(),
  scoreDirection: z.enum(['higher', 'lower', 'none']),
  range: z.tuple([z.string(), z.string()]),
  axes: z.object({ x: z.string(), y: z.string() }),
  curves: z.array(
    z.object({
      x: z.union([z.array(z.number()), z.array(z.string())]),
      y: z.array(z.string()),
      per: z.string().optional(),
    }),
  ),
  read: z.union([z.literal('highest'), z.array(z.number())]),
});
const metric = measure.extend({
  names: z.array(z.string()),
  thresholds: z.object({ of: z.string(), at: z.array(z.number()) }).optional(),
  pool: pool.optional(),
  truth: z.enum(['regions', 'fixations']).optional(),
  share: z.enum(['hits', 'heat']).optional(),
});

/** What is read back out of `study.lock.json`. */
export const lockSchema = z.object({
  camscope: z.string(),
  /** A package has a version, a file its path, relative to the study's folder. */
  plugins: z.array(z.object({ name: z.string(), file: z.string().optional() })),
  /** Heading of the report, where the study has one. */
  title: z.string().optional(),
  study: z.object({ file: z.string() }),
  models: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      sha256: z.string(),
      architecture: z.string(),
      /** What nobody stated of the network. */
      guessed: z.array(z.string()).optional(),
      preprocessing: z.object({
        size: z.tuple([z.number(), z.number()]),
        channels: z.number(),
        fit: z.string(),
        mean: z.array(z.number()),
        std: z.array(z.number()),
      }),
      /** One that does not fit the network has no layer. */
      methods: z.array(z.object({ name: z.string(), layer: z.string().optional(), provider: z.string() })),
    }),
  ),
  data: chosen.extend({
    /** The parts of the data that it looks at; all where nothing is said. */
    split: z.array(z.string()).optional(),
    annotators: z.object({ one: z.string(), many: z.string() }).optional(),
    people: z
      .object({ from: z.string(), alsoCalled: z.array(z.string()).optional(), source: citation.optional() })
      .optional(),
    files: z.record(z.string(), z.string()),
  }),
  methods: z.array(
    chosen.extend({
      map: mapSchema,
      gives: z.string(),
      /** Its last steps are outside of the network's graph. */
      host: z.boolean().optional(),
      title: z.string(),
    }),
  ),
  imports: z.array(z.object({ name: z.string(), model: z.string(), files: z.string(), map: mapSchema })),
  map: mapSchema,
  filters: z.array(chosen),
  segmenters: z.array(chosen),
  /** How the thresholds of a segmenter were tuned. */
  tune: z
    .object({
      split: z.array(z.string()),
      segmenter: z.string(),
      rule: z.string(),
      grid: z.array(z.number()),
      reader: z.string().optional(),
      sharedPatients: z.enum(['refuse', 'leave-out', 'keep']),
    })
    .optional(),
  metrics: z.array(metric),
  agreement: z.array(measure),
  features: z.array(measure),
  classification: z.array(measure),
  faithfulness: z.object({ metrics: z.array(measure) }).optional(),
  sanity: z.object({ metrics: z.array(measure) }).optional(),
  baselines: z.array(
    chosen.extend({
      title: z.string(),
      series: z.enum(['prior', 'reader']),
      role: z.enum(['reference', 'chance', 'control']).optional(),
    }),
  ),
  seed: z.number(),
  runtime: z.object({
    use: z.string(),
    provider: z.string().optional(),
    precision: z.string().optional(),
    threads: z.number().optional(),
  }),
  imageCodec: z.string(),
});
export type Lock = z.output<typeof lockSchema>;

/** What is read back out of `run.json`: how a run went. */
export const accountSchema = z.object({
  /** The study's file, relative to the run. */
  study: z.string(),
  ended: z.string(),
  seconds: z.number(),
  finished: z.boolean(),
  maps: z.number(),
  /** Units of work that are still to be done. */
  unitsLeft: z.number().optional(),
  /** Most memory that the process held, in MiB. */
  /** Where somebody knows it. */
  peakMegabytes: z.number().optional(),
  failures: z.array(z.object({ reason: z.string(), count: z.number() })),
  notes: z.array(z.string()),
});
export type Account = z.output<typeof accountSchema>;

/** What is read back out of `partial.json`. */
export const partialSchema = z.object({
  /** Of the run. */
  units: z.number(),
  /** Of which the tables are. */
  done: z.number(),
});
export type PartialAccount = z.output<typeof partialSchema>;
