// The worker's entry.
import { expose } from 'comlink';
import { z } from 'zod';
import { sendErrorsWhole } from './errors.ts';
import { openRegistry } from './registry.ts';
import { StudioWorkshop } from './workshop.ts';

// The page's policy allows no code that is made of text.
z.config({ jitless: true });
sendErrorsWhole();
// The bundle lies in a folder of the page's.
const page = new URL('../', self.location.href).href;
expose(new StudioWorkshop(page, openRegistry()));
