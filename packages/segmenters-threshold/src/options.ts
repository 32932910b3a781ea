import { cutOptions, regionOptions } from '@camscope/pixels';
import { z } from 'zod';

export const options = z.strictObject({ ...cutOptions, ...regionOptions });
export type ThresholdOptions = z.output<typeof options>;
