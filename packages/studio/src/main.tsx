import { render } from 'preact';
import { Explore } from './explore/explore.tsx';
import { listenToKeys } from './state/keys.ts';
import { keepSettings } from './state/settings.ts';
import { start } from './state/start.ts';
import { blink } from './viewer/blink.ts';

keepSettings(localStorage);
render(<Explore />, document.getElementById('app')!);
listenToKeys(window);
blink(matchMedia('(prefers-reduced-motion: reduce)'));
void start();
