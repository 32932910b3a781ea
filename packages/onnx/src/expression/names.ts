/** Names of what a compiled explanation takes and gives, beside the image. A row is one explanation: an image, a class. */
export const NAMES = {
  /** float32 [R,1]: the class of each row, −1 for the one with the highest logit. */
  class: 'camscope_class',
  /** Images as grey levels: float32 [N,H,W]. */
  levels: 'camscope_levels',
  /** int64 [R]: the image that each row is of. */
  index: 'camscope_index',
  /** float32 [N,classes]. */
  logits: 'camscope_logits',
  /** float32 [R,1,h,w] or [R,C,H,W]: the raw maps. */
  map: 'camscope_map',
  /** Begins the names of fetched values, float32 [R,…] or, where they do not hang on the class, [N,…]. */
  fetched: 'camscope_fetched',
  /** The image that is sampled around, float32 [1,…] as the graph has it. */
  original: 'camscope_image',
  /** What makes a sample of it, sample = scale · image + offset. */
  scale: 'camscope_scale',
  offset: 'camscope_offset',
  /** From where a sample's line begins to where it ends, float32 [S,…] or [1,…]. */
  direction: 'camscope_direction',
  /** The tensor that is shown through masks, float32 [1,…] as the graph has it. */
  tensor: 'camscope_tensor',
  /** What it becomes where it is masked: [1,…], or with sizes of 1 that broadcast. */
  fill: 'camscope_fill',
  /** Begins the names of what a kind of masks is fed, float32 [B,…]. */
  mask: 'camscope_mask',
  /** Begins the names of what else a head reads of the image. */
  given: 'camscope_given',
} as const;

/** The output that holds a fetched value. */
export const fetchedName = (name: string): string => `${NAMES.fetched}/${name}`;
