"""The table of the doors of Wagtail and allauth (tests/journal_plugin/test_doors.py says how it is read)."""

FEW = ["anonymous", "parent", "teacher", "curator", "editor", "admin", "school_admin"]
"""Who knocks at Wagtail's and allauth's own addresses: a guest, a family, staff without and with pages."""

THEIRS = """
# allauth: one's own account; registration and outside identities are closed
2222222            account_inactive account_email_verification_sent account_reset_password account_reset_password_done
2222222            account_reset_password_from_key_done socialaccount_login_cancelled
2RRRRRR            account_login account_signup
UUUUUUU            socialaccount_login_error
LLLLLLL            socialaccount_signup
L222222            account_reauthenticate account_email account_change_password mfa_index mfa_list_webauthn
L222222            socialaccount_connections
LRRRRRR            account_set_password account_confirm_login_code mfa_authenticate mfa_reauthenticate mfa_activate_totp
LRRRRRR            mfa_generate_recovery_codes mfa_add_webauthn mfa_reauthenticate_webauthn mfa_login_webauthn
LRRRRRR            mfa_remove_webauthn(1) mfa_edit_webauthn(1)
L444444            mfa_deactivate_totp mfa_view_recovery_codes mfa_download_recovery_codes

# Wagtail's doors without a login; its own login and password forms are not served
2222222            wagtailadmin_sprite wagtailadmin_javascript_catalog
LLLLLLL            wagtailadmin_login wagtailcore_login
4444444            wagtailadmin_password_reset wagtailadmin_password_reset_done wagtailadmin_password_reset_complete
4444444            wagtailadmin_password_reset_confirm(1,1) wagtaildocs_authenticate_with_password(1)
4444444            wagtailcore_authenticate_with_password(1,1)

# What every staff member has in the admin: home, account, choosers that show only what may be linked to, own history
LL22222            wagtailadmin_home wagtailadmin_account wagtailadmin_dismissibles wagtailadmin_tag_autocomplete
LL22222            wagtailadmin_api:pages:listing wagtailadmin_choose_page wagtailadmin_choose_page_search
LL22222            wagtailadmin_choose_page_external_link wagtailadmin_choose_page_email_link
LL22222            wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link
LL22222            wagtailadmin_choose_page_chosen_multiple wagtailembeds:chooser wagtailembeds:chooser_upload
LL22222            wagtaildocs_chooser:choose wagtaildocs_chooser:choose_results wagtaildocs_chooser:chosen_multiple
LL22222            wagtailimages_chooser:choose wagtailimages_chooser:choose_results
LL22222            wagtailimages_chooser:chosen_multiple
LL22222            wagtailadmin_reports:site_history wagtailadmin_reports:site_history_results
LL44244 / LL44444  wagtailadmin_api:pages:detail(page)
LL22224 / LL44442  wagtailadmin_choose_page_child(page)

# Pages: the editor's own site; a curator is led to his group's page; nobody enters the other site
LLRRRRR            wagtailadmin_explore_root
LLRR2RR / LLRRRRR  wagtailadmin_explore(page) wagtailadmin_explore_results(page)
LL22222            wagtailadmin_pages:search wagtailadmin_pages:search_results
LL22222            wagtailadmin_reports:aging_pages wagtailadmin_reports:aging_pages_results wagtailadmin_reports:workflow
LL22222            wagtailadmin_reports:workflow_results wagtailadmin_reports:workflow_tasks
LL22222            wagtailadmin_reports:workflow_tasks_results wagtailforms:index wagtailforms:index_results
LLHH2HH            wagtailadmin_reports:locked_pages wagtailadmin_reports:locked_pages_results
LLHH2HH / LLHHHHH  wagtailadmin_pages:usage(page) wagtailadmin_pages:edit(page) wagtailadmin_pages:preview_on_edit(page)
LLHH2HH / LLHHHHH  wagtailadmin_pages:view_draft(page) wagtailadmin_pages:add_subpage(page)
LLHH2HH / LLHHHHH  wagtailadmin_pages:delete(waiting) wagtailadmin_pages:unpublish(page) wagtailadmin_pages:move(page)
LLHH2HH / LLHHHHH  wagtailadmin_pages:copy(page) wagtailadmin_pages:set_privacy(page) wagtailadmin_pages:history(page)
LLHH2HH / LLHHHHH  wagtailadmin_pages:workflow_history(page) wagtailadmin_pages:history_results(page)
LLRRRRR / LLRRRRR  wagtailadmin_pages:revisions_index(page)
LL44444 / LL44444  wagtailadmin_pages:convert_alias(page)
LL55555 / LL55555  wagtailadmin_api:pages:action(page,1) wagtailadmin_pages:set_page_position(page)
LL55555 / LL55555  wagtailadmin_pages:lock(page) wagtailadmin_pages:unlock(page)

# Files: those who write pages, into their own folders
LLH22HH            wagtaildocs:index wagtaildocs:index_results wagtaildocs:add wagtaildocs:add_multiple
LLH22HH            wagtailimages:index wagtailimages:index_results wagtailimages:add wagtailimages:add_multiple
LLH22HH            wagtaildocs_chooser:create wagtailimages_chooser:create

# Closed to everybody but a superuser: users, groups, sites, redirects, collections, workflows, snippets, settings
LLHHHHH            wagtailusers_users:index wagtailusers_users:index_results wagtailusers_users:add
LLHHHHH            wagtailusers_users:edit(user) wagtailusers_users:delete(user) wagtailusers_users:history(user)
LLHHHHH            wagtailusers_users:history_results(user) wagtailusers_users:usage(user) wagtailusers_users:copy(user)
LLHHHHH            wagtailusers_groups:index wagtailusers_groups:index_results wagtailusers_groups:add
LLHHHHH            wagtailsites:index wagtailsites:index_results wagtailsites:add wagtailredirects:index
LLHHHHH            wagtailredirects:index_results wagtailredirects:add wagtailredirects:start_import
LLHHHHH            wagtailredirects:process_import wagtailadmin_collections:index wagtailadmin_collections:add
LLHHHHH            wagtailadmin_workflows:index wagtailadmin_workflows:index_results wagtailadmin_workflows:add
LLHHHHH            wagtailadmin_workflows:select_task_type wagtailadmin_workflows:task_index
LLHHHHH            wagtailadmin_workflows:task_index_results wagtailsnippets:index
LL44444            wagtailadmin_reports:page_types_usage wagtailadmin_reports:page_types_usage_results
LL44444            wagtailadmin_api:documents:listing wagtailadmin_api:images:listing
LL44444            wagtailadmin_api:pages:find wagtailadmin_api:documents:find wagtailadmin_api:images:find
LL44444            wagtailadmin_block_preview
LL44444            wagtailadmin_workflows:task_chooser wagtailadmin_workflows:task_chooser_results
LL44444            wagtailadmin_workflows:task_chooser_create portal_task_chooser portal_task_chooser_results
LL44444            portal_task_chooser_create portal_task_chosen(task) wagtailadmin_workflows:task_chosen(task)

# The portal's own answers in place of Wagtail's: without rows asked for (with them: tests/portal/test_admin.py)
LLLLLLL            portal_login portal_page_login
LL44444            portal_file_api(:documents) portal_page_types portal_page_types_results
LL44444            wagtail_bulk_action(:wagtailcore,:page,:delete) portal_bulk_action(:wagtailcore,:page,:delete)
LL44444            POST portal_bulk_action(:wagtailcore,:page,:delete)
LLHHHHH            portal_bulk_action(:auth,:user,:delete)
LL22222            portal_chosen_pages
LL44244 / LL44444  portal_confirm_cancellation(waiting) wagtailadmin_pages:confirm_workflow_cancellation(waiting)
LL44244 / LL44444  portal_move_confirm(waiting,page) wagtailadmin_pages:move_confirm(waiting,page)
2222222            portal_image(rendition)
R222222            account_logout
2222222            account_confirm_email(:x) account_reset_password_from_key(:x,:y)

# New pages, their history and their approval
LLHH2HH / LLHHHHH  wagtailadmin_pages:add(:portal,:sectionpage,page)
LLHH2HH / LLHHHHH  wagtailadmin_pages:preview_on_add(:portal,:sectionpage,page)
LL22222            wagtailadmin_pages:type_use(:portal,:sectionpage) wagtailadmin_pages:type_use_results(:portal,:sectionpage)
LL22222            wagtailadmin_pages:choose_parent(:portal,:sectionpage) wagtailadmin_tag_model_autocomplete(:taggit,:tag)
LLHH2HH / LLHHHHH  wagtailadmin_pages:revisions_view(page,revision) wagtailadmin_pages:revisions_revert(page,revision)
LLHH2HH / LLHHHHH  wagtailadmin_pages:revisions_unschedule(page,revision)
LLHH2HH / LLHHHHH  wagtailadmin_pages:revisions_compare(page,:earliest,:latest)
LLHHRHH / LLHHHHH  POST wagtailadmin_pages:lock(page) wagtailadmin_pages:unlock(page) wagtailadmin_pages:unpublish(page)
LLHH2HH / LLHHHHH  POST wagtailadmin_pages:move(page) wagtailadmin_pages:set_privacy(page)
LLHHHHH / LLHHHHH  POST wagtailadmin_pages:set_page_position(page)
LL44244 / LL44444  POST wagtailadmin_api:pages:action(page,:unpublish)
LLHH2HH / LLHHHHH  wagtailadmin_pages:workflow_action(waiting,:approve,task_state)
LLHHRHH / LLHHHHH  POST wagtailadmin_pages:workflow_action(waiting,:approve,task_state)
LLHH2HH / LLHHHHH  wagtailadmin_pages:collect_workflow_action_data(waiting,:approve,task_state)
LLHH2HH / LLHHHHH  wagtailadmin_pages:workflow_preview(waiting,task)
LLHH2HH / LLHHHHH  wagtailadmin_pages:workflow_history_detail(waiting,workflow_state)
LL44244 / LL44444  POST wagtailadmin_editing_sessions:ping(:wagtailcore,:page,page,session)
LL22222            POST wagtailadmin_editing_sessions:release(session)
LL44444            wagtailforms:list_submissions(page) wagtailforms:list_submissions_results(page)
LLHHHHH            wagtailforms:delete_submissions(page)

# Files that stand in the folder of the site: its editor's
LLHH2HH / LLHHHHH  wagtaildocs:edit(document) wagtaildocs:delete(document) wagtaildocs:document_usage(document)
LLHH2HH / LLHHHHH  POST wagtaildocs:edit_multiple(document) wagtaildocs:delete_multiple(document)
LLHH2HH / LLHHHHH  wagtailimages:edit(image) wagtailimages:delete(image) wagtailimages:image_usage(image)
LLHH2HH / LLHHHHH  wagtailimages:preview(image,:width-100)
LLH44HH            wagtailimages:url_generator(image) wagtailimages:url_generator_output(image)
LLHH2HH / LLHHHHH  POST wagtailimages:edit_multiple(image) wagtailimages:delete_multiple(image)
LLHH2HH / LLHHHHH  wagtaildocs_chooser:chosen(document) wagtailimages_chooser:chosen(image)
LLHH2HH / LLHHHHH  wagtailimages_chooser:select_format(image)
LLHH2HH / LLHHHHH  POST wagtaildocs:delete_upload_multiple(sent_document) wagtailimages:delete_upload_multiple(sent_image)
LLHH2HH / LLHHHHH  POST wagtailimages:create_multiple_from_uploaded_image(sent_image)
LL44444            wagtailadmin_api:documents:detail(document) wagtailadmin_api:images:detail(image)

# Rows of what is closed to everybody but a superuser, the institution's own and a foreign one
LLHHHHH / LLHHHHH  wagtailsites:edit(site) wagtailsites:delete(site) wagtailsites:history(site)
LLHHHHH / LLHHHHH  wagtailsites:history_results(site) wagtailsites:usage(site) wagtailsites:copy(site)
LLHHHHH / LLHHHHH  wagtailusers_groups:edit(desk) wagtailusers_groups:delete(desk) wagtailusers_groups:history(desk)
LLHHHHH / LLHHHHH  wagtailusers_groups:history_results(desk) wagtailusers_groups:usage(desk)
LLHH22H / LLHHHH2  wagtailsettings:edit(:portal,:portalsettings,settings)
LLHHRRR / LLHHRRR  wagtailsettings:edit(:portal,:portalsettings)
LLHH44H / LLHHHH4  wagtailsettings:preview_on_edit(:portal,:portalsettings,settings)
LLHHHHH / LLHHHHH  wagtailredirects:edit(redirect) wagtailredirects:delete(redirect)
LLHHHHH / LLHHHHH  POST wagtailredirects:delete(redirect) wagtailadmin_collections:set_privacy(folder)
LLHHHHH / LLHHHHH  wagtailadmin_collections:edit(folder) wagtailadmin_collections:edit(root_folder)
LL44444 / LL44444  wagtailadmin_collections:delete(folder)
LLHHHHH / LLHHHHH  wagtailadmin_collections:set_privacy(folder)
LLHHHHH / LLHHHHH  wagtailadmin_workflows:edit(workflow) wagtailadmin_workflows:disable(workflow)
LLHHHHH / LLHHHHH  wagtailadmin_workflows:usage(workflow) wagtailadmin_workflows:usage_results(workflow)
LLHHHHH / LLHHHHH  wagtailadmin_workflows:edit_task(task) wagtailadmin_workflows:disable_task(task)
LLHHHHH / LLHHHHH  wagtailadmin_workflows:add_task(:wagtailcore,:groupapprovaltask)
LLHHHHH / LLHHHHH  POST wagtailadmin_workflows:enable(workflow) wagtailadmin_workflows:enable_task(task)
LLHHHHH / LLHHHHH  POST wagtailadmin_workflows:remove(waiting) wagtailadmin_workflows:remove(waiting,workflow)
"""
