import type { Placement } from '../numeric/grid.ts';

/** −1: the right side of the body, on the left of the image; 1: the left side. */
export type Side = -1 | 1;

/** The shape of one body; lengths in cm. */
export interface Build {
  /** Half the inner width of the thorax at its widest. */
  readonly halfWidth: number;
  /** Of front and back, relative to the standard body. */
  readonly depth: number;
  /** Fat over the ribs. */
  readonly fat: number;
  /** Thickness of the breasts' shadows; 0 for none. */
  readonly breasts: number;
  /** Where breast shadows end. */
  readonly breastsEnd: number;
  /** Sideways bow of the spine. */
  readonly scoliosis: number;
  /** How far the aortic knob stands out from the mediastinum. */
  readonly knob: number;
  /** Added to the width of the upper mediastinum on each side. */
  readonly mediastinum: number;
}

/** How the body stands before the detector; lengths in cm. */
export interface Pose {
  readonly placement: Placement;
  /** Turn about the long axis in radians: moves what lies in front against what lies behind. */
  readonly turn: number;
  /** How much lower the diaphragm stands than in the standard body. */
  readonly inspiration: number;
  /** How much higher the clavicles stand. */
  readonly clavicles: number;
  /** How far the shoulder blades are rotated out of the lungs. */
  readonly scapulae: number;
  /** How far the arms' lower ends stand from the body. */
  readonly arms: number;
}

export interface HeartSpec {
  /** Width of the heart over the inner width of the thorax. */
  readonly ratio: number;
  /** Share of its width on the right of the midline. */
  readonly rightShare: number;
}

/** What the stomach and the bowel show, in cm. */
export interface GasSpec {
  readonly stomach: number;
  readonly colon: number;
}

export interface FilmSpec {
  /** Scattered over primary radiation behind a thick body. */
  readonly scatter: number;
  /** Photons for each pixel of 1/256 of the detector's width in the open field. */
  readonly photons: number;
  /** Blur of the detector: weight of each neighbouring pixel. */
  readonly blur: number;
  /** How much details are raised against their surroundings. */
  readonly detail: number;
  /** Levels of the darkest lung and of the brightest abdomen, in [0, 1]. */
  readonly dark: number;
  readonly bright: number;
  /** Bend of the grey scale; above 1 darkens the middle. */
  readonly gamma: number;
  /** Edges of the irradiated field: left, top, right, bottom in cm of the detector. */
  readonly field: readonly [number, number, number, number];
  /** Rotation of the field in radians. */
  readonly fieldTilt: number;
}

export interface MarkerSpec {
  readonly letter: 'L' | 'R';
  /** Centre and height, in cm of the detector. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** In radians. */
  readonly tilt: number;
  readonly circled: boolean;
}

/** One finding, as a change of the body; lengths in cm. */
export type FindingSpec =
  { readonly label: 'Cardiomegaly' } | EffusionSpec | PneumothoraxSpec | AtelectasisSpec | PneumoniaSpec;

export interface EffusionSpec {
  readonly label: 'Effusion';
  readonly side: Side;
  /** Of the fluid at the chest wall, above the costophrenic angle. */
  readonly height: number;
  /** How much lower its surface stands at the midline. */
  readonly sag: number;
}

export interface PneumothoraxSpec {
  readonly label: 'Pneumothorax';
  readonly side: Side;
  /** Between chest wall and lung in the upper third. */
  readonly depth: number;
  /** The same at the base, as a share. */
  readonly base: number;
}

export interface AtelectasisSpec {
  readonly label: 'Atelectasis';
  readonly side: Side;
  /** Plates of collapsed lung, or a collapsed upper or lower lobe. */
  readonly form: 'plates' | 'upper-lobe' | 'lower-lobe';
  /** How much higher the diaphragm stands for it. */
  readonly volumeLoss: number;
  /** Size relative to the usual one. */
  readonly size: number;
}

export interface PneumoniaSpec {
  readonly label: 'Pneumonia';
  readonly side: Side;
  /** Place of its centre in the lung: across from the mediastinum, down from the apex; in [0, 1]. */
  readonly across: number;
  readonly down: number;
  readonly radius: number;
  /** Thickness of consolidated lung where it is densest. */
  readonly thickness: number;
}

/** Everything that makes one phantom, at any size. */
export interface PhantomSpec {
  /** Of the body: vessels, textures. */
  readonly seed: number;
  /** Of the radiograph: noise. */
  readonly viewSeed: number;
  readonly build: Build;
  readonly pose: Pose;
  readonly heart: HeartSpec;
  readonly gas: GasSpec;
  readonly film: FilmSpec;
  readonly findings: readonly FindingSpec[];
  readonly marker?: MarkerSpec;
}
