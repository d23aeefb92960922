import { KioskWall } from '@/features/kiosk';

/** `#/kiosk` */
export function KioskScreen() {
  return <KioskWall />;
}
