import type { Measurement } from '@camscope/core';

const none = (reason: string): Measurement => ({ value: null, reason });

export const NO_FIXATION = none('The annotation has no fixations');
export const NO_DENSITY = none('The fixations are too narrow for a pixel: their map is the same everywhere');
export const CONSTANT = none('The map is the same everywhere');
export const NO_HEAT = none('A map without heat is no distribution');
export const NO_OTHERS = none('No image of another patient has fixations');
