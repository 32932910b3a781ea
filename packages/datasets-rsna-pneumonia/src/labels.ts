import { PublishedLabels } from '@camscope/datasets-common';

/** What is boxed: an opacity in which a reader suspects pneumonia. */
export const opacity = 'Lung Opacity';

/** As the detailed classes spell it; each image has one of them. */
export const vocabulary = new PublishedLabels('the RSNA pneumonia challenge', [
  opacity,
  'No Lung Opacity / Not Normal',
  'Normal',
]);
