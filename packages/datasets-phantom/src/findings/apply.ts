import type { FindingSpec } from '../spec/spec.ts';
import { applyAtelectasis } from './atelectasis.ts';
import { applyEffusion } from './effusion.ts';
import { applyPneumonia } from './pneumonia.ts';
import { applyPneumothorax } from './pneumothorax.ts';
import type { Scene } from './scene.ts';

/**
 * Changes the scene's lungs by one finding. Returns the thickness in cm of the finding's own matter on each ray: fluid,
 * gas, collapsed or consolidated lung, heart.
 */
export function applyFinding(scene: Scene, finding: FindingSpec): Float32Array {
  switch (finding.label) {
    case 'Cardiomegaly':
      return scene.heart;
    case 'Effusion':
      return applyEffusion(scene, finding);
    case 'Pneumothorax':
      return applyPneumothorax(scene, finding);
    case 'Atelectasis':
      return applyAtelectasis(scene, finding);
    case 'Pneumonia':
      return applyPneumonia(scene, finding);
  }
}
