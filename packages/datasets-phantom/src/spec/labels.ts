/** The findings that a phantom can have, in ChestX-ray14's spelling. */
export const labels = ['Cardiomegaly', 'Effusion', 'Pneumothorax', 'Atelectasis', 'Pneumonia'] as const;
export type Label = (typeof labels)[number];
