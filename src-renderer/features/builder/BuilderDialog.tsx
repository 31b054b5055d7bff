import type { ConversationId } from '../../../src-main/domain/ids.ts';
import { type BuilderKind, closeBuilder, useBuilder } from '../../stores/builder.ts';
import { ButtonsForm } from './ButtonsForm.tsx';
import { ContactsForm } from './ContactsForm.tsx';
import { LinkForm } from './LinkForm.tsx';
import { ListForm } from './ListForm.tsx';
import { LocationForm } from './LocationForm.tsx';
import { LocationRequestForm } from './LocationRequestForm.tsx';

export interface FormProps {
  readonly conversationId: ConversationId;
  readonly onClose: () => void;
}

const forms: { readonly [K in BuilderKind]: (props: FormProps) => React.ReactNode } = {
  location: LocationForm,
  contacts: ContactsForm,
  buttons: ButtonsForm,
  list: ListForm,
  link: LinkForm,
  location_request: LocationRequestForm,
};

/** Puts together what is more than a text: a place, contact cards, buttons, a list, a link, a request for the location. */
export function BuilderDialog() {
  const open = useBuilder((state) => state.open);
  if (open === null) return null;
  const Form = forms[open.kind];
  return <Form key={`${open.kind}-${open.conversationId}`} conversationId={open.conversationId} onClose={closeBuilder} />;
}
