// A form that a definition describes: questions that come and go, and what is typed saved by itself. It works without this.
import { ownChildren } from './own_children';
import { questionsInTime } from './questions_in_time';
import { saveAsTyped } from './save_as_typed';

for (const form of document.querySelectorAll<HTMLFormElement>('form')) {
    ownChildren(form);
    questionsInTime(form);
    saveAsTyped(form);
}
