;;; qingce-mode.el --- Drafting policies that compute -*- lexical-binding: t; -*-

;;; Commentary:
;; 青策文件（.ce）由 eglot 与 qingce lsp 服务。· Qingce files (.ce), served by eglot with `qingce lsp'.

;;; Code:

(require 'eglot)

(defvar qingce-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?＃ "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?（ "(）" table)
    (modify-syntax-entry ?） ")（" table)
    (modify-syntax-entry ?「 "(」" table)
    (modify-syntax-entry ?」 ")「" table)
    table)
  "Comments and brackets of Qingce.")

;;;###autoload
(define-derived-mode qingce-mode prog-mode "青策"
  "Drafting policies that compute."
  (setq-local comment-start "# ")
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width 2))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.ce\\'" . qingce-mode))
(add-to-list 'eglot-server-programs '(qingce-mode . ("qingce" "lsp")))
(add-hook 'qingce-mode-hook #'eglot-ensure)

(provide 'qingce-mode)
;;; qingce-mode.el ends here
