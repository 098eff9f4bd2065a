import { $, el } from './dom.js';

/** Asks with whom to talk, and opens the new conversation. */
export function newConversation(chat) {
  const others = chat.others;
  $('candidates').replaceChildren($('candidates').querySelector('legend'), ...others.map(({ id, name }) =>
    el('label', {}, el('input', { type: 'checkbox', value: id, onchange: check }), name)));
  $('new-title').value = '';
  tell('');
  check();
  $('create').onclick = async (click) => {
    click.preventDefault();
    $('create').disabled = true;
    try {
      await chat.create({ title: $('new-title').value.trim(), members: chosen() });
      $('dialog').close();
    } catch (fault) {
      tell(fault.message);
      check();
    }
  };
  $('dialog').showModal();
}

const chosen = () => [...$('candidates').querySelectorAll('input:checked')].map((box) => box.value);

const check = () => ($('create').disabled = chosen().length === 0);

function tell(fault) {
  $('dialog-fault').textContent = fault;
  $('dialog-fault').hidden = !fault;
}
