import { DoctorPanel } from '@/features/doctor';

/** `#/doctor` */
export function DoctorScreen() {
  return <DoctorPanel />;
}
