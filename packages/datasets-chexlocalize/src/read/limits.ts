/** Longest side of an image in pixels: that of a JPEG. */
export const MAX_SIDE = 65_535;

/** Most points of one finding's outlines on one image. */
export const MAX_POINTS = 65_536;
