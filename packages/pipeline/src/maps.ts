// What one map needs, without tables and statistics.
export { decodeNpy, encodeNpy } from './arrays/npy.ts';
export { encodeNpz, openNpz, type Npz } from './arrays/npz.ts';
export { withChannel, withoutChannel } from './arrays/raw-map.ts';
export { attemptAsync, type Attempt } from './measure/attempt.ts';
export { scoreRows } from './measure/score-rows.ts';
export type { Chosen } from './chosen.ts';
export { filterRasters } from './finish/filter-rasters.ts';
export { filtered, finish, finishOverInput, type FinishedMap, type UnfinishedMap } from './finish/finish.ts';
export {
  channelReductions,
  mapSchema,
  type ChannelReduction,
  type MapOptions,
} from './finish/map-options.ts';
