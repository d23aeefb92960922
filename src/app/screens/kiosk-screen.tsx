import { KioskWall } from '@/features/kiosk';
import { useVersionWatch } from '../use-version-watch';

/** `#/kiosk` */
export function KioskScreen() {
  return <KioskWall isOldVersion={useVersionWatch()} />;
}
