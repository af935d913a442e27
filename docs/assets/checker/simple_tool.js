// A tool that is one form and one answer. Where nothing else is said its link is the names and texts of
// its fields.

import { fieldsLink } from "./fields_link.js";
import { Form } from "./form.js";
import { Keep } from "./keep.js";
import { asText, takeAlong } from "./take.js";
import { attachTool, sources, why } from "./tool.js";

// name: of the operation, and of what is kept;
// formerly: {field: the name it had before}, for links made then;
// link: what its links carry, as attachTool takes it, for a form with lists;
// toRequest(entries): the members of the request;
// parts(answer): the elements that say it, before the reasons and the sources that every answer ends with;
// after(answer): the elements that follow what is taken along;
// sentence(answer): the same for a screen reader;
// verdict(answer): the text of data-verdict, and the name of the steps in the page (`todo-…`);
// asked(answer): what was asked, in one line;
// reminders(entries): what to ask `reminders`, for a tool whose days can go into a calendar;
// beside(error, entries): as attachTool takes it;
// agenda(entries): what of them belongs on /tools/agenda/, as its entries.
export function simpleTool({ name, formerly, link, toRequest, parts, after = () => [], sentence, verdict, asked, reminders, beside, agenda }) {
  // lists: RowList[], of a form that has them.
  function attach(formElement, lists = []) {
    const form = new Form(formElement, lists);
    const { refused } = attachTool({
      formElement,
      form,
      region: document.getElementById("tool-answer"),
      said: document.getElementById("tool-said"),
      keep: new Keep(name, formElement.querySelector("[data-keep]")),
      link: link ?? fieldsLink(Object.keys(form.entries), formerly),
      toRequest: (entries) => ({ op: name, ...toRequest(entries) }),
      show: (answer, entries, region) =>
        region.replaceChildren(
          ...parts(answer),
          takeAlong({
            text: () => asText(region),
            reminders: reminders ? () => ({ op: "reminders", ...reminders(entries) }) : null,
            qr: formElement.dataset.qr,
            agenda: agenda ? () => agenda(entries) : null,
          }),
          ...after(answer),
          why(answer.explanation),
          sources(answer),
        ),
      beside,
      sentence,
      verdict,
      asked,
    });
    return { form, refused };
  }
  return { attach, parts, after, verdict };
}
