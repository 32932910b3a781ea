import { effect, signal } from '@preact/signals';
import { problemOf, tell } from './problems.ts';
import { language, languages, speak, type Language } from '../texts/index.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const theme = signal<Theme>('system');

/** Whether single keys act; some who speak to their machine want them off. */
export const keysOn = signal(true);

const KEPT = 'camscope-studio';

interface Kept {
  readonly language?: Language;
  readonly theme?: Theme;
  readonly keysOn?: boolean;
}

/** Takes what was chosen before, else the language of the browser, and keeps what is chosen from now on. */
export async function keepSettings(storage: Storage): Promise<void> {
  const kept = read(storage);
  if (kept.theme && themes.includes(kept.theme)) theme.value = kept.theme;
  if (typeof kept.keysOn === 'boolean') keysOn.value = kept.keysOn;
  const wanted = [kept.language, navigator.language.slice(0, 2)].find(isLanguage);
  await speak(wanted ?? 'en').catch((thrown: unknown) => tell(problemOf(thrown)));
  effect(() => {
    const now: Kept = { language: language.value, theme: theme.value, keysOn: keysOn.value };
    storage.setItem(KEPT, JSON.stringify(now));
  });
  effect(() => {
    const { documentElement: root } = document;
    root.lang = language.value;
    root.dataset.theme = theme.value;
  });
}

function isLanguage(word: string | undefined): word is Language {
  return word !== undefined && Object.hasOwn(languages, word);
}

function read(storage: Storage): Kept {
  const text = storage.getItem(KEPT);
  if (text === null) return {};
  try {
    return JSON.parse(text) as Kept;
  } catch {
    return {}; // Another program's; it is written over.
  }
}
