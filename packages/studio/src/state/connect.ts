import { openWorkshop } from '../work/open-workshop.ts';

/** The pipeline, in a worker of its own. */
export const { workshop } = openWorkshop();
