import { render } from 'preact';
import { FirstMap } from './first-map.tsx';
import { openWorkshop } from './work/open-workshop.ts';

render(<FirstMap workshop={openWorkshop().workshop} />, document.getElementById('app')!);
