import { $ } from './dom.js';

/** What is known of a user's presence, in words. */
export const words = ({ online, status, statusText } = {}) => {
  const state = status === 'invisible' ? status : online ? status ?? 'online' : 'offline';
  return statusText ? `${state}: ${statusText}` : state;
};

/** Asks what the user wants to say of themselves. */
export function ownStatus(chat) {
  const known = chat.client.presence.of(chat.client.user);
  $('status').value = known?.status ?? 'available';
  $('status-text').value = known?.statusText ?? '';
  $('status-fault').hidden = true;
  $('status-save').onclick = async (click) => {
    click.preventDefault();
    try {
      await chat.client.presence.setStatus({ status: $('status').value, text: $('status-text').value.trim() || undefined });
      await chat.client.presence.query([chat.client.user]);
      $('status-dialog').close();
    } catch (fault) {
      $('status-fault').textContent = fault.message;
      $('status-fault').hidden = false;
    }
  };
  $('status-dialog').showModal();
}
