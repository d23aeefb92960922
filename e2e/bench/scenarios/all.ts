import type { Scenario } from '../scenario';
import { dataScenarios } from './data';
import { galleryScenarios } from './gallery';
import { graphScenarios } from './graph';
import { kioskScenarios } from './kiosk';
import { startScenarios } from './start';
import { stormScenarios } from './storm';

const order = (id: string): number => Number(id.slice(1));

/** All rows of the table of goals, in its order. */
export const scenarios: readonly Scenario[] = [
  ...startScenarios,
  ...graphScenarios,
  ...stormScenarios,
  ...galleryScenarios,
  ...dataScenarios,
  ...kioskScenarios,
].sort((a, b) => order(a.id) - order(b.id));
