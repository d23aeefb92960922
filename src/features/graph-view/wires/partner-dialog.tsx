import { useMemo, useState } from 'react';
import { Dialog } from '@/ui/dialog';
import { socketKey, type SocketRef } from '../canvas/scene';
import { useController } from '../graph-context';
import { PickList } from '@/ui/pick-list';
import { texts as t } from '../texts';
import { connectSockets, partnersOf, socketName, type Partner } from '../wire-actions';

export interface PartnerDialogProps {
  readonly from: SocketRef;
  readonly onClose: () => void;
}

/** Connecting without dragging: every socket that fits, by node and name. */
export function PartnerDialog({ from, onClose }: PartnerDialogProps) {
  const controller = useController();
  const [query, setQuery] = useState('');
  const partners = useMemo(() => partnersOf(controller, from), [controller, from]);
  const needle = query.trim().toLowerCase();
  const items = partners.filter((partner) => wordPartner(partner).toLowerCase().includes(needle));
  const pick = (partner: Partner): void => {
    onClose();
    connectSockets(controller, [from, partner.ref]);
  };
  return (
    <Dialog title={t.partners({ socket: socketName(controller, from) })} isOpen onClose={onClose} className="h-96 w-[30rem]">
      <div className="flex h-full min-h-0 flex-col">
        <PickList
          fieldLabel={t.partnerFilter}
          listLabel={t.partnerList}
          query={query}
          onQuery={setQuery}
          items={items}
          keyOf={(partner) => socketKey(partner.ref)}
          render={(partner) => (
            <span className="flex items-baseline gap-2">
              <span className="truncate">{wordPartner(partner)}</span>
              {partner.isTaken && <span className="ml-auto shrink-0 text-secondary text-faint">{t.partnerReplaces}</span>}
            </span>
          )}
          empty={t.noPartners}
          onPick={pick}
        />
      </div>
    </Dialog>
  );
}

function wordPartner({ ref, title, label }: Partner): string {
  return t.partnerOption({ title, id: ref.nodeId, name: label });
}
