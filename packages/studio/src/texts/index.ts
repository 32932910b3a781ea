import { computed, signal } from '@preact/signals';
import { en, type Texts } from './en.ts';
import { es } from './es.ts';

export const languages = { en, es } as const satisfies Record<string, Texts>;
export type Language = keyof typeof languages;

export const language = signal<Language>(navigator.language.startsWith('es') ? 'es' : 'en');

/** What the application says, in the chosen language. */
export const texts = computed((): Texts => languages[language.value]);

/** A number in the chosen language, with so many decimals. */
export function inWords(value: number, decimals: number): string {
  return new Intl.NumberFormat(language.value, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}
