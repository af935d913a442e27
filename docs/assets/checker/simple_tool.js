// A tool that is one form and one answer: its link is the names and texts of its fields.

import { fieldsLink } from "./fields_link.js";
import { Form } from "./form.js";
import { Keep } from "./keep.js";
import { asText, takeAlong } from "./take.js";
import { attachTool, sources, why } from "./tool.js";

// name: of the operation, and of what is kept;
// formerly: {field: the name it had before}, for links made then;
// toRequest(entries): the members of the request;
// parts(answer): the elements that say it, before the reasons and the sources that every answer ends with;
// sentence(answer): the same for a screen reader;
// verdict(answer): the text of data-verdict, and the name of the steps in the page (`todo-…`);
// asked(answer): what was asked, in one line;
// reminders(entries): what to ask `reminders`, for a tool whose days can go into a calendar.
export function simpleTool({ name, formerly, toRequest, parts, sentence, verdict, asked, reminders }) {
  function attach(formElement) {
    const form = new Form(formElement);
    attachTool({
      formElement,
      form,
      region: document.getElementById("tool-answer"),
      said: document.getElementById("tool-said"),
      keep: new Keep(name, formElement.querySelector("[data-keep]")),
      link: fieldsLink(Object.keys(form.entries), formerly),
      toRequest: (entries) => ({ op: name, ...toRequest(entries) }),
      show: (answer, entries, region) =>
        region.replaceChildren(
          ...parts(answer),
          takeAlong({
            text: () => asText(region),
            reminders: reminders ? () => ({ op: "reminders", ...reminders(entries) }) : null,
            qr: formElement.dataset.qr,
          }),
          why(answer.explanation),
          sources(answer),
        ),
      sentence,
      verdict,
      asked,
    });
  }
  return { attach, parts, verdict };
}
