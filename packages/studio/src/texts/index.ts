import { computed, signal } from '@preact/signals';
import { en, type Texts } from './en.ts';

/** By what each calls itself. English comes with the page, the others when they are asked for. */
export const languages = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof languages;

export const language = signal<Language>('en');

const known: Partial<Record<Language, Texts>> = { en };
const load = { es: async () => (await import('./es.ts')).es };

/** What the application says, in the chosen language. */
export const texts = computed((): Texts => known[language.value]!);

/** Speaks another language, once its texts are there. */
export async function speak(chosen: Language): Promise<void> {
  if (chosen !== 'en') known[chosen] ??= await load[chosen]();
  language.value = chosen;
}

/** A number in the chosen language, with so many decimals. */
export function inWords(value: number, decimals: number): string {
  return new Intl.NumberFormat(language.value, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}
