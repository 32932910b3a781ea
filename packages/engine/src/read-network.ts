import { CamscopeError } from '@camscope/core';
import { readModel, type OnnxModel } from '@camscope/onnx';

/**
 * Reads the ONNX file of a network.
 * @param location tells a model card, given by mistake, by its name.
 * @throws CamscopeError MODEL_MALFORMED.
 */
export function readNetwork(location: string, bytes: Uint8Array): OnnxModel {
  try {
    return readModel(bytes);
  } catch (cause) {
    if (!/\.(ya?ml|json)$/i.test(location)) throw cause;
    throw new CamscopeError('MODEL_MALFORMED', `'${fileName(location)}' is no network`, {
      found: 'By its name it is a model card, or a study',
      fix: "Give an ONNX file as the network, and the card as its card: by '--card', by 'card' in a study, as the option 'card' of a program",
      cause,
    });
  }
}

/** The last part of a path or URL. */
export function fileName(location: string): string {
  return location.replace(/^.*[/\\]/, '');
}
