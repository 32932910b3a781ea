export { activationMasks, type ActivationMasks } from './activation-masks.ts';
export { channelMasks, type ChannelMasks } from './channel-masks.ts';
export { placeMasks, type PlaceMasks } from './place-masks.ts';
export { composedMasks, type ComposedMasks } from './composed-masks.ts';
export type { MaskComposition } from './composition.ts';
export { distinct, indices } from './distinct.ts';
