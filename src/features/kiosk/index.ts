export { KioskWall } from './kiosk-wall';
