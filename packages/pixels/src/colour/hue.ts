/**
 * The hue of a colour in degrees, [0, 360): red 0, green 120, blue 240; 0 for a grey, which has none.
 * Channels share any one scale. HSV hexcone model (Smith, 1978, doi:10.1145/965139.807361).
 */
export function hueOf(red: number, green: number, blue: number): number {
  const high = Math.max(red, green, blue);
  const chroma = high - Math.min(red, green, blue);
  if (chroma === 0) return 0;
  if (high === red) return (60 * ((green - blue) / chroma) + 360) % 360;
  if (high === green) return 60 * ((blue - red) / chroma) + 120;
  return 60 * ((red - green) / chroma) + 240;
}
