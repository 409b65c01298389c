;;; features.el --- Clause six in Emacs: faults are told -*- lexical-binding: t; -*-

;;; Code:

(package-initialize)
(load (expand-file-name "editors/emacs/qingce-mode.el"))

(defvar policies (make-temp-file "qingce-emacs" t))

(defun wait-for (what holds)
  "Wait until HOLDS gives something, at most for twenty seconds; WHAT says what is awaited."
  (let ((end (+ (float-time) 20)) found)
    (while (not (or (setq found (funcall holds)) (> (float-time) end)))
      (accept-process-output nil 0.05))
    (or found (error "Waited in vain for %s" what))))

(defun faults ()
  "The messages of the faults in the current text."
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(copy-directory "policies" policies t t t)
(find-file (expand-file-name "qinghai-labour-brand/第06条.ce" policies))
(eglot-ensure)
(run-hooks 'post-command-hook)
(wait-for "the server" #'eglot-current-server)

(search-forward "1000元/人")
(replace-match "1200元/人")
(eglot--signal-textDocument/didChange)
(flymake-start)
(wait-for "the fault" (lambda () (seq-find (lambda (text) (string-search "原文" text)) (faults))))

(message "ok Emacs tells faults")
(delete-directory policies t)
;;; features.el ends here
