// What a form says when the scripts that make it work are not there. Written so that browsers of ten
// years ago can read it (scripts/bundle.py): it is they who need it.

// By the part of the page that helps.
export var HELP = {
  worked: "不能计算时，可以看下面算好的例子，照着自己数",
  "command-line": "不能计算时，可以在电脑上用命令行",
};

export var LOST = "网页的程序没有载入成功，这里还不能计算：网络中断，或者有文件被拦下了。";
export var LATE = "网页的程序还没有来，这里还不能计算：网络可能太慢。可以再等等，或者重新载入这一页。";
export var OLD = "这个浏览器太旧，不能在这里计算。请更新浏览器，或者换一个较新的打开本页；在 App 里，点右上角，选“在浏览器打开”。";
export var LATE_MS = 20000;

// Beside the buttons of each form that does not work yet; what was said before gives way.
export function notComing(words) {
  var forms = document.querySelectorAll("form[data-runtime]:not([data-attached])");
  working();
  for (var i = 0; i < forms.length; i++) forms[i].appendChild(noteOf(words));
}

// The forms work: nothing of it is true any longer.
export function working() {
  var notes = document.querySelectorAll("[data-not-coming]");
  for (var i = 0; i < notes.length; i++) notes[i].parentNode.removeChild(notes[i]);
}

export function noteOf(words) {
  var box = document.createElement("div");
  var again = document.createElement("button");
  box.className = "notice";
  box.setAttribute("data-not-coming", "");
  box.setAttribute("role", "alert");
  box.appendChild(paragraph(document.createTextNode(words)));
  if (words !== OLD) {
    again.type = "button";
    again.className = "md-button";
    again.appendChild(document.createTextNode("重新载入"));
    again.addEventListener("click", function () {
      location.reload();
    });
    box.appendChild(paragraph(again));
  }
  for (var id in HELP) {
    if (document.getElementById(id)) {
      var link = document.createElement("a");
      link.href = "#" + id;
      link.appendChild(document.createTextNode(HELP[id]));
      box.appendChild(paragraph(link));
      break;
    }
  }
  return box;
}

function paragraph(child) {
  var made = document.createElement("p");
  made.appendChild(child);
  return made;
}
