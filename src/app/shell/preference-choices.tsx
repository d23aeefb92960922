import { AnnouncementChoices } from '@/components/announcements/announcement-choices';
import { ProgressSharingChoice } from '@/components/run-workflow/progress-sharing-choice';

/** What this browser does by itself: announcing finished jobs, and showing progress to others. */
export function PreferenceChoices() {
  return (
    <div className="flex flex-col gap-5">
      <AnnouncementChoices />
      <ProgressSharingChoice />
    </div>
  );
}
